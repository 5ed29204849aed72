import type { Relation } from '@interloper/plan';
import { ipGeography } from '@interloper/sources';
import type { ContextRow } from '@interloper/sources';
import { Unsupported } from '@interloper/sql';
import type { Reader, RunOptions, Statement, Store } from '@interloper/sql';
import { withRawText } from '../../workspace/raw-text.js';
import { appendRows, hideRows } from '../append-rows.js';
import { askedAddresses, asksForPlaces, atAnyTime, notStored, withPlaces } from './asked-addresses.js';
import { howToGive } from './databases.js';
import type { Geography } from './databases.js';
import type { Place } from './place.js';

/** Answers plans that ask where addresses are. */
export interface Places {
  /** Forgets what a store holds of another database. */
  readonly reset: (store: Store) => Promise<void>;
  /** Looks up and stores the places of all addresses that plans may ask for, as far as that can be known before. */
  readonly prepare: (open: () => Promise<Store>, plans: readonly Relation[]) => Promise<void>;
  /** There are other rows than before. */
  readonly changed: () => void;
  /** A reader that answers such plans. */
  readonly reader: (reader: Reader) => Reader;
  /** Addresses whose places are stored. */
  readonly known: () => number;
}

/** Without geography, plans that ask for places are refused by name. */
export function createPlaces(geography: Geography | undefined): Places {
  // Every address that these plans can give at any instant is stored, or has no place.
  const covered = new Set<string>();
  let stored = 0;

  const prepare: Places['prepare'] = async (open, plans) => {
    const asking = plans.filter(asksForPlaces);
    if (geography === undefined || asking.length === 0) return;
    const store = await open();
    const reader = withRawText(store);
    const { dataset, columns } = ipGeography;
    for (const plan of asking) {
      for (const asked of askedAddresses(plan)) {
        const wide = atAnyTime(asked);
        // What comes behind it may depend on what it finds when the rule is run.
        if (wide === undefined) break;
        if (isCovered(asked)) continue;
        const { rows } = await reader.query(notStored(withPlaces(wide, storedPlaces, geography.placeOf)));
        const found = rows.flatMap(([address]) => rowOf(address, geography.placeOf));
        await appendRows(store, { dataset, columns, rows: found, file: geography.paths.join(', ') });
        stored += found.length;
        covered.add(JSON.stringify(wide));
      }
    }
  };

  const isCovered = (asked: Relation): boolean => {
    const wide = atAnyTime(asked);
    return wide !== undefined && covered.has(JSON.stringify(wide));
  };

  /** The stored places, and those of addresses that only this run asks for. */
  const placesFor = async (
    reader: Reader,
    plan: Relation,
    placeOf: Geography['placeOf'],
    options: RunOptions,
  ): Promise<Relation> => {
    const extra = new Map<string, string>();
    // Questions that others rest on come first.
    for (const asked of askedAddresses(plan).filter((each) => !isCovered(each))) {
      const answered = withPlaces(asked, withExtra(extra), placeOf);
      const { rows } = await reader.query(notStored(answered), options);
      for (const [address] of rows) {
        const place = typeof address === 'string' ? placeOf(address) : undefined;
        if (typeof address === 'string' && place !== undefined) extra.set(address, JSON.stringify(place));
      }
    }
    return withExtra(extra);
  };

  return {
    reset: async (store) => {
      stored = 0;
      covered.clear();
      if (geography !== undefined) await hideRows(store, ipGeography.dataset);
    },
    prepare,
    changed: () => covered.clear(),
    known: () => stored,
    reader: (reader) => {
      const plans = new WeakMap<Statement, Relation>();
      const prepareStatement: Reader['prepare'] = (plan, options) => {
        if (!asksForPlaces(plan)) return reader.prepare(plan, options);
        if (geography === undefined)
          throw new Unsupported(`the place of an address without a database (${howToGive})`);
        const statement = reader.prepare(withPlaces(plan, storedPlaces, geography.placeOf), options);
        plans.set(statement, plan);
        return statement;
      };
      const run: Reader['run'] = async (statement, options = {}) => {
        const plan = plans.get(statement);
        if (plan === undefined || geography === undefined) return reader.run(statement, options);
        const places = await placesFor(reader, plan, geography.placeOf, options);
        if (places === storedPlaces) return reader.run(statement, options);
        return reader.query(withPlaces(plan, places, geography.placeOf), options);
      };
      return {
        ...reader,
        prepare: prepareStatement,
        run,
        query: async (plan, options) => run(prepareStatement(plan), options),
      };
    },
  };
}

const storedPlaces: Relation = {
  kind: 'project',
  input: ipGeography,
  columns: ['address', 'geography'].map((name) => ({
    name,
    expression: { kind: 'column', name, type: name === 'address' ? 'string' : 'dynamic' },
  })),
};

/** The stored places with others, written into the plan. */
function withExtra(extra: ReadonlyMap<string, string>): Relation {
  if (extra.size === 0) return storedPlaces;
  const others: Relation = {
    kind: 'values',
    columns: [
      { name: 'address', type: 'string' },
      { name: 'geography', type: 'dynamic' },
    ],
    rows: [...extra],
  };
  return { kind: 'union', inputs: [storedPlaces, others] };
}

function rowOf(address: unknown, placeOf: (address: string) => Place | undefined): readonly ContextRow[] {
  if (typeof address !== 'string') return [];
  const place = placeOf(address);
  if (place === undefined) return [];
  const text = (value: string | number | undefined): string | undefined => value?.toString();
  return [
    {
      address,
      geography: JSON.stringify(place),
      country: place.country,
      state: place.state,
      city: place.city,
      continent: place.continent,
      timezone: place.timezone,
      latitude: text(place.latitude),
      longitude: text(place.longitude),
      asn: text(place.asn),
      organisation: place.organisation,
    },
  ];
}
