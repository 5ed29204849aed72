import type { DetectionPackage } from '@interloper/detect';
import type { ScanReport } from '../scan/scan.js';

/** What the page tells: a scan's result, and what stands beside it. */
export interface HtmlReport extends ScanReport {
  readonly run: ReportedRun;
  readonly detections: readonly ReportedDetection[];
  /** Sign-ins of the ranked accounts; undefined when nobody asked for them. */
  readonly signIns?: SignIns;
}

/** A line of a scan's result: `run`. Instants are ISO 8601. */
interface ReportedRun {
  readonly version: string;
  readonly now: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly implausible: number;
}

/** What a detection says of itself. */
export interface ReportedDetection extends Pick<
  DetectionPackage,
  'slug' | 'title' | 'description' | 'attack' | 'falsePositives' | 'references'
> {
  /** Titles of the logs that were read and that it finds events in, without those it only compares them with. */
  readonly logs: readonly string[];
  /** The text of its playbook.md. */
  readonly playbook?: string;
}

/** Sign-ins by account, place and piece of time. */
export interface SignIns {
  /** So long a piece is, in milliseconds. */
  readonly piece: number;
  readonly counts: readonly SignInCount[];
  /** Why they could not be asked for. */
  readonly absent?: string;
}

export interface SignInCount {
  /** One of the ranked accounts. */
  readonly account: string;
  /** A code of ISO 3166-1 or a name, as the logs have it; empty when they do not say. */
  readonly country: string;
  /** When the piece begins, ISO 8601. */
  readonly from: string;
  readonly passed: number;
  readonly failed: number;
}
