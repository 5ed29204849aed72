import type { PackageDiagnostic } from '../package.js';
import { readCheckedYaml } from './checked-yaml.js';
import type { DocumentTerms } from './checked-yaml.js';
import { manifestSchema } from './manifest.js';
import type { Manifest } from './manifest.js';

const TERMS: DocumentTerms = {
  codes: { syntax: 'RUN0201', shape: 'RUN0202' },
  help: 'docs/adding-a-detection.md lists the keys and what they hold.',
};

/** Reads and checks the text of a `detection.yml`; `file` is for the messages. */
export function readManifest(
  text: string,
  file: string,
): { readonly manifest?: Manifest; readonly diagnostics: readonly PackageDiagnostic[] } {
  const checked = readCheckedYaml(text, file, manifestSchema, TERMS);
  return 'value' in checked
    ? { manifest: checked.value, diagnostics: [] }
    : { diagnostics: checked.diagnostics };
}
