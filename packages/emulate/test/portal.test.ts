import { expect, test } from 'vitest';
import {
  composeUserSignIn,
  createRandom,
  places,
  writeSignIns,
  type SignIn,
  type UserSignInDraft,
} from '@interloper/emulate';
import { readCsv } from './support/read-csv.js';
import { referenceMissing, referenceWords } from './support/reference.js';
import { sample, tenant, textOf } from './support/sample.js';

// Reference, section 2.5, word for word: a name twice, a blank at two ends, two blanks inside one.
const userHeaders = [
  'Date (UTC)|Request ID|User agent|Correlation ID|User ID|User|Username|User type|Cross tenant access type',
  'Incoming token type|Authentication Protocol|Unique token identifier|Original transfer method|Client credential type',
  'Token Protection - Sign In Session|Token Protection - Sign In Session StatusCode|Application|Application ID ',
  'App owner tenant ID|Resource|Resource ID |Resource tenant ID|Resource owner tenant ID|Home tenant ID',
  'Home tenant name|IP address|Location|Status|Sign-in error code|Failure reason|Client app|Device ID|Browser',
  'Operating System|Compliant|Managed|Join Type|Multifactor authentication result',
  'Multifactor authentication auth method|Multifactor authentication auth detail|Authentication requirement',
  'Sign-in identifier|Session ID|IP address (seen by resource)|Through Global Secure Access',
  'Global Secure Access IP address|Autonomous system  number|Flagged for review|Token issuer type|Incoming token type',
  'Token issuer name|Latency|Conditional Access|Managed Identity type|Associated Resource Id|Federated Token Id',
  'Federated Token Issuer',
].flatMap((line) => line.split('|'));

const applicationHeaders = [
  'Date (UTC)|Request ID|Correlation ID|Service principal ID|Service principal name|Credential key ID',
  'Credential thumbprint|Application|Application ID |App owner tenant ID|Resource|Resource ID |Resource tenant ID',
  'Resource owner tenant ID|Home tenant ID|Home tenant name|IP address|Location|Status|Sign-in error code',
  'Failure reason|Conditional Access',
].flatMap((line) => line.split('|'));

const users = sample.filter(({ user }) => user !== null);

test('the user download has its headers to the letter, a mark, and no risk', () => {
  const files = writeSignIns('portal-csv', users);
  expect(files.map(({ path }) => path)).toEqual([
    expect.stringMatching(/^portal\/InteractiveSignIns_2026-03-\d\d_2026-03-\d\d\.csv$/),
    expect.stringMatching(/^portal\/NonInteractiveSignIns_/),
  ]);
  for (const { content } of files) {
    const text = textOf(content);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [headers] = readCsv(text.slice(1));
    expect(headers).toEqual(userHeaders);
    expect(text).not.toMatch(/atRisk|anonymizedIPAddress|confirmedCompromised/);
  }
});

test('the service-principal download has its headers to the letter', () => {
  const events = sample.filter(({ category }) => category === 'servicePrincipal');
  const [file] = writeSignIns('portal-service-principal-csv', events);
  expect(readCsv(textOf(file?.content).slice(1))[0]).toEqual(applicationHeaders);
});

test('both are the lists of the reference', ({ skip }) => {
  skip(referenceMissing !== undefined, referenceMissing);
  expect(userHeaders).toEqual(referenceWords('CSV header, interactive and non-interactive'));
  expect(applicationHeaders).toEqual(referenceWords('Service-principal CSV'));
});

test('a cell says what the portal says', () => {
  const [person] = tenant.users;
  if (person === undefined) throw new Error('nobody works there');
  const draft = { at: Date.UTC(2026, 2, 10, 9, 11, 52, 118) };
  const compose = (rest: Partial<UserSignInDraft>): SignIn =>
    composeUserSignIn(tenant, person, createRandom('portal'), { ...draft, ...rest });
  const failure = compose({ errorCode: 50126, proof: 'wrongPassword' });
  const interrupted = compose({ errorCode: 50074, proof: 'mfaPending' });
  const success = compose({ origin: { ...person.office, place: places.toronto }, proof: 'password' });
  const rows = [failure, interrupted, success].map((event) => {
    const [file] = writeSignIns('portal-csv', [event]);
    const [headers = [], row = []] = readCsv(textOf(file?.content).slice(1));
    return Object.fromEntries(headers.map((header, index) => [header, row[index]]));
  });
  expect(rows[0]).toMatchObject({ Status: 'Failure', 'Sign-in error code': '50126' });
  expect(rows[1]).toMatchObject({
    Status: 'Interrupted',
    'Sign-in error code': '50074',
    'Authentication requirement': 'Multifactor authentication',
  });
  expect(rows[2]).toMatchObject({
    Status: 'Success',
    'Sign-in error code': '',
    Location: 'Toronto, Ontario, CA',
    'Date (UTC)': '2026-03-10T09:11:52Z',
    'Authentication requirement': 'Single-factor authentication',
  });
});

test('the analyst’s table has its fifteen columns', () => {
  const [file] = writeSignIns(
    'analyst-csv',
    sample.filter(({ category }) => category === 'interactive'),
  );
  expect(textOf(file?.content).split('\n')[0]).toBe(
    'CreatedDateTime,UserPrincipalName,UserDisplayName,AppDisplayName,IPAddress,City,Country,Device,Browser,OS,Status,RiskState,RiskLevelDuringSignIn,RiskLevelAggregated,ConditionalAccessStatus',
  );
});
