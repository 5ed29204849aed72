import { diagnostic, suggestion } from '../diagnostics.js';
import { parseSearch } from '../syntax/search-expression.js';
import type { Macro, Pipeline, SearchExpr } from '../syntax/tree.js';
import type { Lowering } from './state.js';
import { report } from './state.js';

/** What a macro stands for: search terms, commands behind a pipe, options of a command. */
interface MacroBody {
  readonly search?: string;
  readonly commands?: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** Macros that published rules take for granted. `$1` is the first argument; the text is SPL. */
const DEFINITIONS: Readonly<Record<string, MacroBody>> = {
  azuread: { search: 'sourcetype="azure:aad:*"' },
  azure_monitor_aad: { search: 'sourcetype="azure:monitor:aad"' },
  azure_monitor_activity: { search: 'sourcetype="azure:monitor:activity"' },
  azure_audit: { search: 'sourcetype="mscs:azure:audit"' },
  cloudtrail: { search: 'sourcetype="aws:cloudtrail"' },
  // OCSF's own events, and CloudTrail's under OCSF's names.
  amazon_security_lake: { search: 'sourcetype IN ("aws:asl", "aws:cloudtrail:lake")' },
  o365_management_activity: { search: 'sourcetype="o365:management:activity"' },
  o365_graph: { search: 'sourcetype="o365:graph:api"' },
  o365_messagetrace: {
    search: 'sourcetype IN ("ms:o365:reporting:messagetrace", "o365:reporting:messagetrace")',
  },
  ms365_defender_incident_alerts: { search: 'sourcetype="ms365:defender:incident:alerts"' },
  ms_defender_atp_alerts: { search: 'sourcetype="ms:defender:atp:alerts"' },
  aws_cloudwatchlogs_eks: { search: 'sourcetype="aws:cloudwatchlogs:eks"' },
  aws_s3_accesslogs: { search: 'sourcetype="aws:s3:accesslogs"' },
  aws_securityhub_finding: { search: 'sourcetype="aws:securityhub:finding"' },
  circleci: { search: 'sourcetype="circleci"' },
  cisco_duo_administrator: { search: 'sourcetype="cisco:duo:administrator"' },
  github: { search: 'sourcetype="aws:firehose:json"' },
  gsuite_drive: { search: 'sourcetype="gsuite:drive:json"' },
  // Lists that a site keeps of its own people; nobody is on them until it does.
  aws_ecr_users: { search: 'NOT *' },
  aws_ecr_users_asl: { search: 'NOT *' },
  okta: { search: 'sourcetype="OktaIM2:log"' },
  google_gcp_pubsub_message: { search: 'sourcetype="google:gcp:pubsub:message"' },
  gws_reports_admin: { search: 'sourcetype="gws:reports:admin"' },
  gws_reports_login: { search: 'sourcetype="gws:reports:login"' },
  github_enterprise: { search: 'sourcetype="httpevent"' },
  github_organizations: { search: 'sourcetype="github:cloud:audit"' },
  comment: { search: '*', commands: 'search *' },
  // Published searches over data models fill empty group fields with the text null.
  security_content_summariesonly: {
    search: '*',
    options: { summariesonly: 'false', allow_old_summaries: 'true', fillnull_value: 'null' },
  },
  security_content_ctime: { commands: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($1)' },
  drop_dm_object_name: { commands: 'rename $1.* as *' },
};

/** The macros that are known without being defined. */
export const builtInMacros: ReadonlySet<string> = new Set(Object.keys(DEFINITIONS));

const DEEPEST = 10;

/** The search terms a macro stands for; undefined for one that lets everything pass, or that is not defined. */
function searchOf(macro: Macro, lowering: Lowering): SearchExpr | undefined {
  if (macro.name.endsWith('_filter')) return undefined;
  const definition = DEFINITIONS[macro.name];
  if (definition?.search === undefined) return reportUnknown(macro, lowering);
  const diagnostics = lowering.diagnostics;
  const source = definition.search;
  const parsed = parseSearch({
    source,
    position: 0,
    end: source.length,
    diagnostics,
    parsePipeline: () => {
      throw new Error('macros of the catalogue hold no subsearch');
    },
  });
  return parsed === undefined ? undefined : { ...parsed, span: macro.span };
}

/** Puts what macros stand for in their place. */
export function expandMacros(expression: SearchExpr, lowering: Lowering): SearchExpr | undefined {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const terms = expression.terms.flatMap((term) => expandMacros(term, lowering) ?? []);
      const [first] = terms;
      if (first === undefined) return undefined;
      return terms.length === 1 ? first : { ...expression, terms };
    }
    case 'not': {
      const term = expandMacros(expression.term, lowering);
      return term === undefined ? undefined : { ...expression, term };
    }
    case 'macro':
      return searchOf(expression.macro, lowering);
    case 'compare':
    case 'in':
    case 'term':
    case 'subsearch':
      return expression;
  }
}

/** The commands a macro behind a pipe stands for; undefined when results pass as they are. */
export function commandsOf(macro: Macro, lowering: Lowering): Pipeline | undefined {
  // Published rules end with a filter of their own, which is empty until a site fills it.
  if (macro.name.endsWith('_filter')) return undefined;
  const definition = DEFINITIONS[macro.name];
  if (definition === undefined || lowering.macroDepth > DEEPEST) return reportUnknown(macro, lowering);
  const body = definition.commands ?? `search ${definition.search ?? '*'}`;
  const wanted = body.includes('$1') ? 1 : 0;
  if (wanted > macro.args.length) {
    const args = [macro.name, String(wanted), macro.args.length] as const;
    report(lowering, diagnostic('SPL0412', [...args], { span: macro.span }));
    return undefined;
  }
  const filled = body.replace(/\$(\d)/g, (_, digit: string) => macro.args[Number(digit) - 1] ?? '');
  const parsed = lowering.parse(`| ${filled}`);
  for (const problem of parsed.diagnostics) report(lowering, { ...problem, span: macro.span });
  return parsed.pipeline;
}

/** The options a macro among them stands for; none, reported, when it stands for none. */
export function optionsOf(macro: Macro, lowering: Lowering): Readonly<Record<string, string>> {
  const found = DEFINITIONS[macro.name]?.options;
  if (found === undefined) {
    reportUnknown(macro, lowering);
    return {};
  }
  return found;
}

function reportUnknown(macro: Macro, lowering: Lowering): undefined {
  const definition = DEFINITIONS[macro.name];
  if (definition?.commands !== undefined && definition.search === undefined) {
    const message = `the macro ${macro.name} stands for a command`;
    const place = { span: macro.span, help: `write a pipe before it: | \`${macro.name}(…)\`` };
    report(lowering, diagnostic('SPL0602', [message], place));
    return undefined;
  }
  const known = Object.keys(DEFINITIONS);
  const help = suggestion(macro.name, known) ?? 'write what it stands for in its place';
  report(lowering, diagnostic('SPL0405', [macro.name], { span: macro.span, help }));
  return undefined;
}
