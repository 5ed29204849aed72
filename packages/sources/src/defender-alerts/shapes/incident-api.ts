import { textField } from '../../expressions.js';
import { defenderApi } from '../api-form.js';
import { kinds } from '../log.js';
import { incidentProperties } from '../properties.js';
import { apiServices, worded } from '../words.js';

/** The alerts of Defender XDR's `api/incidents`, one by one, as Splunk's add-on indexes them. */
export const incidentApi = defenderApi({
  id: 'defender-incident-api',
  title: 'Alerts of Defender XDR incidents (api/incidents)',
  recognises: (record) =>
    'alertId' in record && 'title' in record && 'serviceSource' in record && 'entities' in record,
  properties: incidentProperties,
  key: 'alertId',
  kind: kinds.incident,
  service: worded(textField('serviceSource'), apiServices),
});
