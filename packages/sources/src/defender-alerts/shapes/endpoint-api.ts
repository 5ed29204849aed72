import { text } from '@interloper/plan';
import { defenderApi } from '../api-form.js';
import { kinds } from '../log.js';
import { endpointProperties } from '../properties.js';

/** Defender for Endpoint's `api/alerts`, with the evidence expanded, as Splunk's add-on indexes it. */
export const endpointApi = defenderApi({
  id: 'defender-endpoint-api',
  title: 'Defender for Endpoint alerts (api/alerts)',
  recognises: (record) => 'alertCreationTime' in record && 'machineId' in record && 'title' in record,
  properties: endpointProperties,
  key: 'id',
  kind: kinds.endpoint,
  service: text('Microsoft Defender for Endpoint'),
});
