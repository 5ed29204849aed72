import { jsonLines } from '../cloud-trail/shape.js';
import type { WrittenFile } from '../containers/compress.js';
import { writeService } from '../containers/saas-export.js';
import type { ServiceShape } from '../containers/saas-export.js';
import { splunkJsonExport } from '../containers/splunk-export.js';
import { splunkOf } from '../containers/splunk-service.js';
import { sendGridRecord } from './event.js';
import type { SendGridEvent } from './event.js';

const shapes: Readonly<Record<string, ServiceShape<SendGridEvent>>> = {
  batch: { write: (events) => ['sendgrid/batch.json', JSON.stringify(events.map(sendGridRecord))] },
  /** Bodies of several posts, one after another. */
  batches: {
    write: (events) => [
      'sendgrid/batches.jsonl',
      [events.slice(0, 5), events.slice(5)]
        .map((some) => `${JSON.stringify(some.map(sendGridRecord))}\n`)
        .join(''),
    ],
  },
  lines: {
    write: (events) => ['sendgrid/events.jsonl', jsonLines(events.map(sendGridRecord))],
    compression: 'gzip',
  },
  archive: {
    write: (events) => ['sendgrid/events.json', JSON.stringify(events.map(sendGridRecord), null, 1)],
    compression: 'zip',
  },
  'splunk-json': {
    write: (events) => [
      'splunk/sendgrid.json',
      splunkJsonExport(
        events.map((event) =>
          splunkOf(
            sendGridRecord(event),
            'sendgrid:event',
            new Date(event.timestamp * 1000).toISOString().replace('Z', '0000Z'),
          ),
        ),
        '\n',
      ),
    ],
  },
};

export const sendGridShapes: readonly string[] = Object.keys(shapes);

/** Writes events in a shape; an unknown shape is an error of the caller. */
export function writeSendGrid(id: string, events: readonly SendGridEvent[]): readonly WrittenFile[] {
  return writeService(shapes, id, events);
}
