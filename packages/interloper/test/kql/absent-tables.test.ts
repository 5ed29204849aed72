import { kql } from '@interloper/kql';
import type { Catalog } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { openEngine } from './run.js';

// Tables that rules name and that no log fills. Expected from the union operator's page: isfuzzy=true takes the tables
// that are there, as long as one is.

const nothing: Catalog = { tables: [], sourcetypes: [], logsources: [] };
const GUESTS = 'let Guests = datatable(Who: string, Room: string) ["ida", "r1"];';

function codes(query: string): readonly string[] {
  return kql.compile(query, nothing).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
}

describe('a fuzzy union goes on without them, and says so', () => {
  const ask = openEngine();

  test('where a let reads a table of which nothing is known', async () => {
    const query = `let Doors = DoorEvents_CL | where isnotempty(door_s) | project Who = who_s, Room = door_s;
      ${GUESTS}
      union isfuzzy=true Doors, Guests`;
    expect(await ask(query)).toEqual({ columns: ['Who:string', 'Room:string'], rows: [['ida', 'r1']] });
    expect(codes(query)).toContain('warning KQL0202');
  });

  test('where a function reads the table that it is given the name of', async () => {
    const query = `let Visits = (Name: string) { table(Name) | project Who = Account };
      ${GUESTS}
      union isfuzzy=true (Visits("DoorEvents_CL")), (Visits("SecurityEvent")), Guests
      | project Who`;
    expect(await ask(query)).toEqual({ columns: ['Who:string'], rows: [['ida']] });
  });

  test('where a published table joins one that is there: its leg has no rows, and its columns', async () => {
    const query = `${GUESTS}
      union isfuzzy=true Guests, (Guests | join kind=leftouter (DeviceInfo | project Who = DeviceName, OSBuild) on Who)
      | project Who, OSBuild`;
    expect(await ask(query)).toEqual({ columns: ['Who:string', 'OSBuild:long'], rows: [['ida', null]] });
  });
});

describe('elsewhere the rule cannot be answered', () => {
  test('and names each table once, not the columns that it lacks', () => {
    const { diagnostics, missingTables, plan } = kql.compile(
      'SecurityEvent | join (SecurityEvent | project Account) on Account | lookup DnsEvents on Computer',
      nothing,
    );
    expect(plan).toBeUndefined();
    expect(missingTables).toEqual(['SecurityEvent', 'DnsEvents']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['KS204', 'KS204']);
    expect(diagnostics[0]?.help).toBe('No table is there.');
  });

  test('a column that the published table does not have is a mistake all the same', () => {
    expect(codes('SecurityEvent | where Nonsense == 1')).toEqual(['error KS142']);
  });

  test('a name that a function is given', () => {
    const { diagnostics, missingTables } = kql.compile(
      'let f = (Name: string) { table(Name) | count }; f("AADAgentRiskEvents")',
      nothing,
    );
    expect(missingTables).toEqual(['AADAgentRiskEvents']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['KS204']);
  });

  test('a table of the data is read, whatever is published of its name', () => {
    const catalog: Catalog = {
      ...nothing,
      tables: [
        {
          name: 'DnsEvents',
          title: 'own',
          scan: { kind: 'scan', dataset: 'own', columns: [{ name: 'Door', type: 'string' }] },
          columns: [
            { name: 'Door', type: 'string', expression: { kind: 'column', name: 'Door', type: 'string' } },
          ],
          time: 'Door',
        },
      ],
    };
    expect(kql.compile('DnsEvents | project Door', catalog).diagnostics).toEqual([]);
  });
});
