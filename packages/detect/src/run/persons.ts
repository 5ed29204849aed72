import { kindOfName, walkRelations } from '@interloper/plan';
import { groupBy } from '../group-by.js';
import { knownPairs } from '../identity/known-pairs.js';
import { peopleBehind } from '../identity/people.js';
import type { AmbiguousName, Person } from '../identity/people.js';
import type { DetectionPackage } from '../package.js';
import type { Alert, AlertedPerson } from '../result.js';
import type { RunDetectionsOptions } from './options.js';

/** Whose accounts alerts are about. */
export interface Persons {
  readonly personOf: (alert: Alert) => AlertedPerson;
  readonly ambiguous: readonly AmbiguousName[];
}

/** A detection's name for an account, and who the logs say that is. */
interface Known {
  /** The name in lower case. */
  readonly key: string;
  readonly alerts: readonly Alert[];
  readonly person: Person | undefined;
}

/**
 * Joins alerts on one person under one name, whatever each log calls the account.
 *
 * @param spellings how the data spells accounts, by their names in lower case
 */
export async function personsOf(
  alerts: readonly Alert[],
  detections: readonly DetectionPackage[],
  spellings: ReadonlyMap<string, readonly string[]>,
  options: RunDetectionsOptions,
): Promise<Persons> {
  const read = datasetsRead(alerts, detections, options);
  const groups = groupBy(alerts, ({ detection, account }) =>
    JSON.stringify([detection, account.toLowerCase()]),
  );
  const named = [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const datasets = read.get(first.detection) ?? new Set<string>();
    return { key: first.account.toLowerCase(), datasets, alerts: own };
  });
  const { reader, signal, catalog } = options;
  const pairs = await knownPairs(catalog, reader, signal);
  const { persons, ambiguous } = await peopleBehind(named, catalog.identities ?? [], pairs, reader, signal);
  const known = named.map(({ key, alerts: own }, index): Known => ({
    key,
    alerts: own,
    person: persons[index],
  }));
  const byAlert = new Map<string, AlertedPerson>();
  const taken = new Set<string>();
  for (const own of samePerson(known)) {
    const person = unlike(taken, nameOf(own, spellings), own);
    for (const alert of own.flatMap((item) => item.alerts)) byAlert.set(alert.id, person);
  }
  return { personOf: (alert) => byAlert.get(alert.id) ?? { account: alert.account, aliases: [] }, ambiguous };
}

/** Names of one person; a name that no log knows belongs to whoever has it. */
function samePerson(known: readonly Known[]): readonly (readonly Known[])[] {
  const persons = new Map<string, string>();
  for (const { key, person } of known)
    if (person !== undefined && !persons.has(key)) persons.set(key, person.id);
  return [...groupBy(known, ({ key, person }) => person?.id ?? persons.get(key) ?? `name ${key}`).values()];
}

/** Two accounts may have one name in two logs: the second is told by which log's it is. */
function unlike(taken: Set<string>, person: AlertedPerson, known: readonly Known[]): AlertedPerson {
  const kind = known.flatMap((item) => item.person?.names ?? [])[0]?.kind;
  const title = kind === undefined ? 'other log' : kindOfName(kind).title;
  const account = taken.has(person.account) ? `${person.account} (${title})` : person.account;
  taken.add(account);
  return { ...person, account };
}

/** Not a session of IAM Identity Center, whose ARN ends in one. */
const MAIL_ADDRESS = /^[^\s:/@]+@[^\s:/@]+$/;

/** The name of a person: the mail address that the first alert has, else one that the logs have, else the alert's. */
function nameOf(known: readonly Known[], spellings: ReadonlyMap<string, readonly string[]>): AlertedPerson {
  const alerts = known
    .flatMap((item) => item.alerts)
    .toSorted((left, right) => Number(left.time > right.time) - Number(left.time < right.time));
  const named = alerts.map(({ account }) => account);
  const names = known.flatMap(({ person }) => person?.names ?? []);
  const account =
    named.find((name) => MAIL_ADDRESS.test(name)) ??
    names.find(({ kind }) => kind === 'mail')?.spelling ??
    named[0] ??
    '';
  const others = [
    ...known.flatMap(({ key }) => spellings.get(key) ?? []),
    ...names.filter(({ key }) => !spellings.has(key)).map(({ spelling }) => spelling),
  ];
  return { account, aliases: [...new Set(others)].filter((name) => name !== account) };
}

/** The datasets that the rules behind alerts read, by the slug of the detection. */
function datasetsRead(
  alerts: readonly Alert[],
  detections: readonly DetectionPackage[],
  { compile }: RunDetectionsOptions,
): ReadonlyMap<string, ReadonlySet<string>> {
  const ran = new Set(alerts.map(({ detection, query }) => `${detection} ${query}`));
  return new Map(
    detections.map(({ slug, queries }) => {
      const datasets = new Set<string>();
      for (const { language, text } of queries.filter((query) => ran.has(`${slug} ${query.language}`))) {
        const { plan } = compile(language, text);
        if (plan === undefined) continue;
        walkRelations(plan, (relation) => {
          if (relation.kind === 'scan') datasets.add(relation.dataset);
        });
      }
      return [slug, datasets];
    }),
  );
}
