import type { CloudTrailDraft } from './compose.js';

/** Machines asked for in a region; with a code of an error they were not given. */
export function machines(
  region: string,
  type: string,
  count: number,
  error?: string,
): Omit<CloudTrailDraft, 'identity'> {
  return {
    source: 'ec2.amazonaws.com',
    name: 'RunInstances',
    region,
    readOnly: false,
    parameters: {
      instancesSet: { items: [{ imageId: 'ami-0example', minCount: 1, maxCount: count }] },
      instanceType: type,
      monitoring: { enabled: false },
    },
    ...(error === undefined
      ? { response: { instancesSet: { items: [{ instanceId: 'i-0example', instanceType: type }] } } }
      : { error: { code: error, message: 'Request would have exceeded your limit.' } }),
  };
}
