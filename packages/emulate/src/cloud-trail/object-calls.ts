import type { CloudTrailEvent } from './event.js';
import type { JsonObject } from '../json.js';
import type { Origin, Scene } from './story.js';

/** Objects of a bucket read, so many seconds apart: data events, which a trail must be told to log. */
export function readObjects(
  { call }: Pick<Scene, 'call'>,
  who: JsonObject,
  from: Origin,
  at: number,
  {
    bucket,
    prefix,
    count,
    apart,
  }: { readonly bucket: string; readonly prefix: string; readonly count: number; readonly apart: number },
): readonly CloudTrailEvent[] {
  return Array.from({ length: count }, (_, index) =>
    call(who, at + index * apart * 1000, from, {
      source: 's3.amazonaws.com',
      name: 'GetObject',
      category: 'Data',
      region: 'eu-west-1',
      parameters: {
        bucketName: bucket,
        Host: `${bucket}.s3.eu-west-1.amazonaws.com`,
        key: `${prefix}/part-${index}.parquet`,
      },
      additional: {
        bytesTransferredIn: 0,
        bytesTransferredOut: 1_000_000 + index,
        AuthenticationMethod: 'AuthHeader',
      },
    }),
  );
}
