import { folderOf, graphPage, graphSignIn } from './sign-ins.js';

/** The intruder's address and program; nobody else uses them. */
export const intruder = {
  address: '203.0.113.77',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
} as const;
/** The office, from where everybody works. */
export const office = '198.51.100.7';
export const mina = {
  name: 'mina.okafor@alderfinch.example',
  id: '22222222-0000-4000-8000-000000000001',
} as const;
const agent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/**
 * A week of an organisation, written by hand. Five people work from one office. On 10 March somebody signs in as Mina from
 * elsewhere, which an administrator confirms; tries Bo's account from there, in vain; and goes on to AWS, where Mina's
 * session of IAM Identity Center reads a bucket and is denied another.
 */
export function followedAccount(): ReturnType<typeof folderOf> {
  const people = [
    mina,
    ...['bo', 'kai', 'noor', 'tess'].map((name, index) => ({
      name: `${name}@alderfinch.example`,
      id: `22222222-0000-4000-8000-00000000000${index + 2}`,
    })),
  ];
  let number = 0;
  const signIn = (
    who: { readonly name: string; readonly id: string },
    createdDateTime: string,
    fields: Readonly<Record<string, unknown>> = {},
  ) => {
    number += 1;
    return graphSignIn({
      id: `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`,
      createdDateTime,
      userPrincipalName: who.name,
      userId: who.id,
      ipAddress: office,
      userAgent: agent,
      ...fields,
    });
  };
  const days = ['04', '05', '06', '09'].flatMap((day) =>
    people.map((who, index) => signIn(who, `2026-03-${day}T08:0${index}:00Z`)),
  );
  const [, bo] = people;
  if (bo === undefined) throw new Error('Bo is one of them');
  const elsewhere = {
    ipAddress: intruder.address,
    userAgent: intruder.agent,
    location: { city: 'Amsterdam', state: '', countryOrRegion: 'NL', geoCoordinates: {} },
  };
  const page = graphPage([
    ...days,
    signIn(mina, '2026-03-10T09:00:00Z', { ...elsewhere, riskState: 'confirmedCompromised' }),
    signIn(bo, '2026-03-10T09:05:00Z', {
      ...elsewhere,
      status: { errorCode: 50126, failureReason: 'Invalid username or password.', additionalDetails: null },
    }),
  ]);
  const calls = [
    call('2026-03-10T09:20:00Z', 'ListBuckets', {}),
    call('2026-03-10T09:21:00Z', 'GetObject', { bucketName: 'payroll', key: 'march.csv' }),
    call('2026-03-10T09:22:00Z', 'GetObject', { bucketName: 'board', key: 'minutes.pdf' }, 'AccessDenied'),
  ];
  return folderOf({ 'signIns.json': page, 'cloudtrail.json': JSON.stringify({ Records: calls }) });
}

/** A call of S3 as CloudTrail writes it (log-format reference, section 7). */
function call(
  eventTime: string,
  eventName: string,
  requestParameters: Readonly<Record<string, string>>,
  errorCode?: string,
): Readonly<Record<string, unknown>> {
  const issuer = 'AWSReservedSSO_Administrator_0123456789abcdef';
  return {
    eventVersion: '1.10',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE000000001:${mina.name}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${issuer}/${mina.name}`,
      accountId: '111122223333',
      accessKeyId: 'ASIAEXAMPLE000000001',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLE000000001',
          arn: `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/${issuer}`,
          accountId: '111122223333',
          userName: issuer,
        },
        attributes: { creationDate: '2026-03-10T09:18:00Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime,
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: intruder.address,
    userAgent: 'aws-cli/2.31.0',
    requestParameters,
    responseElements: null,
    ...(errorCode === undefined ? {} : { errorCode, errorMessage: 'Access Denied' }),
    requestID: `EXAMPLE${eventTime}`,
    eventID: `eeeeeeee-0000-4000-8000-0000000${eventTime.slice(14, 16)}000`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '111122223333',
    eventCategory: 'Data',
  };
}
