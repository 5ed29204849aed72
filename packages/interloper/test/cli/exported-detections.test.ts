import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ExportedFile } from '../../src/export/exported.js';
import { exportedFiles } from '../../src/export/files.js';
import { exportNavigator } from '../../src/export/navigator.js';
import { UserError } from '../../src/user-error.js';
import { loadedDetections } from '../../src/workspace/detections.js';
import { openSession } from '../../src/workspace/session.js';
import type { Session } from '../../src/workspace/session.js';
import { Contentctl, ContentLookup, Layer, Rule, Story, Template } from './platform-schemas.js';

const detections = await loadedDetections();
type Detection = (typeof detections)[number];

let session: Session;

beforeAll(async () => {
  session = await openSession();
});

afterAll(() => session.close());

/** The files, or why the platform does not take the detection. */
async function exported(
  detection: Detection,
  to: 'sentinel' | 'splunk' | 'sigma',
): Promise<readonly ExportedFile[] | string> {
  try {
    return await exportedFiles(session, detection, to);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stdout.write(`${to}: ${error.message}\n`);
    return error.message;
  }
}

const one = (files: readonly ExportedFile[], form: string): ExportedFile => {
  const file = files.find((each) => each.form === form);
  if (file === undefined) throw new Error(`there is no form ${form}`);
  return file;
};

/** ATT&CK's tactics as Sentinel calls them. */
const tacticsOf = ({ attack }: Detection): readonly string[] => [
  ...new Set(
    attack.map(({ tactic }) =>
      tactic === 'stealth'
        ? 'DefenseEvasion'
        : tactic.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    ),
  ),
];

test.each(detections.map((detection) => [detection.slug, detection] as const))(
  '%s fits what Sentinel, contentctl and Sigma publish of their formats',
  async (_, detection) => {
    const sentinel = await exported(detection, 'sentinel');
    if (typeof sentinel === 'string') expect(sentinel).toMatch(/more than 10,000|cannot be said/);
    else {
      const rule = Rule.parse(parse(one(sentinel, 'yaml').text));
      expect(rule.tactics).toEqual(tacticsOf(detection));
      const [{ properties }] = Template.parse(JSON.parse(one(sentinel, 'arm').text)).resources;
      expect(properties.tactics).toEqual(rule.tactics);
    }
    const splunk = await exported(detection, 'splunk');
    if (typeof splunk === 'string') expect(splunk).toMatch(/cannot be said/);
    else {
      const { path, text } = one(splunk, 'contentctl');
      const content = Contentctl.parse(parse(text));
      // contentNameToFileName and validate_presence_of_filter_macro of contentctl/objects.
      const stem = content.name.replaceAll(/[ \-./]/g, '_').toLowerCase();
      expect(path).toBe(`detections/cloud/${stem}.yml`);
      expect(content.search).toContain(`\`${stem}_filter\``);
      const story = Story.parse(parse(one(splunk, 'story').text));
      expect(content.tags.analytic_story).toEqual([story.name]);
      const lookups = splunk
        .filter(({ form }) => form === 'lookup')
        .map((file) => ContentLookup.parse(parse(file.text)).name);
      const named = [...content.search.matchAll(/\blookup ([\w-]+)/g)].map(([, name]) => name);
      expect(new Set(lookups)).toEqual(new Set(named));
      expect(one(splunk, 'conf').text).toMatch(/^\[[^\][]{1,100}\]\n/);
    }
    const sigma = await exported(detection, 'sigma');
    if (typeof sigma === 'string') expect(sigma).toMatch(/cannot be said/);
    else {
      const { text } = one(sigma, 'yml');
      await session.compiler.prepare([{ language: 'sigma', text }]);
      // Every document is held against the specification's attributes here.
      const { diagnostics } = session.compiler.compile('sigma', text);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  },
  60_000,
);

test('the layer of all shipped detections fits the Navigator’s format', () => {
  const layer = Layer.parse(JSON.parse(exportNavigator(detections).text));
  const attacks = new Set(detections.flatMap(({ attack }) => attack.map((item) => item.technique)));
  expect(new Set(layer.techniques.map((item) => item.techniqueID))).toEqual(attacks);
});

test('no two exported detections have one name', () => {
  expect(new Set(detections.map(({ id }) => id)).size).toBe(detections.length);
});
