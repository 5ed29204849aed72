import { and, call, text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, textField } from '../../expressions.js';
import type { JsonRecord, Shape } from '../../source.js';
import { rowOf } from '../../stored-log/row.js';
import { auditFields } from '../fields.js';
import { log } from '../log.js';

const country = 'actor_location.country_code';

/** What a record of an enterprise may name several of: a list of one is that one. */
const lists: ReadonlySet<string> = new Set(['org', 'org_id', 'business', 'business_id']);

/**
 * GitHub's audit record: REST API, exports of the web pages (JSON, and CSV with fewer fields, nested ones as
 * `data.team`), streams to storage, Event Hubs or Splunk (log-format reference, section 10).
 */
export const record: Shape = {
  id: 'github-record',
  title: 'GitHub audit records (REST API, web export in JSON or CSV, streams, Event Hub, Splunk)',
  recognises: isAuditRecord,
  read: (observed) => {
    const flat = observed.names.some((name) => name.includes('.'));
    const fields = new Map<string, ReadField>();
    const field = (name: string): Expression => {
      fields.set(name, { name, type: 'string', path: observed.spelling([name]) });
      return flat ? filled(textField(name)) : textField(name);
    };
    const texts: Record<string, Expression> = {};
    for (const { name, column } of auditFields) {
      const nested = observed.has([`data.${name}`]) ? field(`data.${name}`) : undefined;
      if (name !== country)
        texts[column] = firstOf(lists.has(name) ? single(field(name)) : field(name), nested);
    }
    const place = call('pathText', [call('parseJson', [field('actor_location')]), text('country_code')]);
    texts['CountryCode'] = firstOf(place, flat ? field(country) : undefined);
    // A data lake that cannot have an @ in a name.
    texts['Timestamp'] = firstOf(filled(field('@timestamp')), filled(field('at_sign_timestamp')));
    texts['CreatedAt'] = filled(field('created_at'));
    texts['Complete'] = text(String(!flat));
    return {
      fields: [...fields.values()],
      ...rowOf(log, { table: text('GitHubAuditLogsV2_CL'), texts }),
    };
  },
};

/** The element of a JSON array that has one; any other text as it is. */
function single(value: Expression): Expression {
  const parsed = call('parseJson', [value]);
  const element = call('pathText', [parsed, { kind: 'literal', type: 'long', value: 0 }]);
  const alone = and(
    call('startsWith', [value, text('[')]),
    call('eq', [call('arrayLength', [parsed]), { kind: 'literal', type: 'long', value: 1 }]),
  );
  return call('if', [alone, element, value]);
}

/** `repo.create`, `secret_scanning_alert.create`, `workflows.created_workflow_run` … */
const ACTION = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

/** Of these a record has one at least, and hardly another log with such an action. */
const signs = [
  '_document_id',
  'actor_location',
  'at_sign_timestamp',
  'business',
  'business_id',
  'org',
  'org_id',
  'repo',
  'repository',
  'programmatic_access_type',
];

function isAuditRecord(value: JsonRecord): boolean {
  const { action, actor } = value;
  if (typeof action !== 'string' || !ACTION.test(action)) return false;
  if (actor !== undefined && actor !== null && typeof actor !== 'string') return false;
  return (
    !('TimeGenerated' in value) && signs.some((name) => name in value || `${name}.country_code` in value)
  );
}
