import type { DataModelName } from '@interloper/plan';

/** A data model of Splunk's Common Information Model. */
export interface DataModel {
  readonly name: DataModelName;
  /** The dataset that holds all events of the model; its name stands before the fields. */
  readonly root: string;
  readonly fields: ReadonlySet<string>;
  /** The datasets below, and what `action` is in those that are told by it; views say which events the others hold. */
  readonly datasets: Readonly<Record<string, { readonly action?: string; readonly within?: string }>>;
}

const entity = (name: string): readonly string[] => [`${name}_bunit`, `${name}_category`, `${name}_priority`];

function fieldSet(text: string, ...entities: readonly string[]): ReadonlySet<string> {
  return new Set([...text.trim().split(/\s+/), 'tag', 'vendor_product', ...entities.flatMap(entity)]);
}

/** Common Information Model Add-on Manual: Authentication, Change, Web. */
export const dataModels: readonly DataModel[] = [
  {
    name: 'Authentication',
    root: 'Authentication',
    fields: fieldSet(
      `action app authentication_method authentication_service cim_entity dest dest_nt_domain duration process reason
       reason_id response_time result signature signature_id src src_nt_domain src_user src_user_id src_user_role
       src_user_type user user_agent user_id user_role user_type vendor_account`,
      'dest',
      'src',
      'src_user',
      'user',
    ),
    datasets: {
      Failed_Authentication: { action: 'failure' },
      Successful_Authentication: { action: 'success' },
      Default_Authentication: {},
      Failed_Default_Authentication: { action: 'failure', within: 'Default_Authentication' },
      Successful_Default_Authentication: { action: 'success', within: 'Default_Authentication' },
      Insecure_Authentication: {},
      Privileged_Authentication: {},
      Failed_Privileged_Authentication: { action: 'failure', within: 'Privileged_Authentication' },
      Successful_Privileged_Authentication: { action: 'success', within: 'Privileged_Authentication' },
    },
  },
  {
    name: 'Change',
    root: 'All_Changes',
    fields: fieldSet(
      `action change_type command dest dest_ip_range dest_nt_domain dest_port_range device_restarts direction dvc
       image_id instance_type object object_attrs object_category object_id object_path result result_id rule_action src
       src_ip_range src_nt_domain src_port_range src_user src_user_name src_user_type status user user_agent user_name
       user_type vendor_account vendor_region`,
      'dest',
      'src',
      'src_user',
      'user',
    ),
    datasets: {
      Account_Management: {},
      Accounts_Created: { action: 'created', within: 'Account_Management' },
      Accounts_Deleted: { action: 'deleted', within: 'Account_Management' },
      Account_Lockouts: { action: 'lockout', within: 'Account_Management' },
      Accounts_Updated: { action: 'modified', within: 'Account_Management' },
      Auditing_Changes: {},
      Endpoint_Changes: {},
      Instance_Changes: {},
      Network_Changes: {},
    },
  },
  {
    name: 'Web',
    root: 'Web',
    fields: fieldSet(
      `action app bytes bytes_in bytes_out cached category cookie dest dest_port duration error_code http_content_type
       http_method http_referrer http_referrer_domain http_user_agent http_user_agent_length operation response_time
       site src status storage_name uri_path uri_query url url_domain url_length user vendor_account`,
      'dest',
      'src',
      'user',
    ),
    datasets: { Proxy: {}, Storage: {} },
  },
];

/** A model by its name, as written. */
export function dataModelOf(name: string): DataModel | undefined {
  return dataModels.find((model) => model.name.toLowerCase() === name.toLowerCase());
}

/** The field that a prefixed name means: `user` of `Authentication.user`; undefined when it is none of the model's. */
export function modelField({ root, fields, datasets }: DataModel, name: string): string | undefined {
  const [first, ...rest] = name.split('.');
  const field = rest.pop();
  if (first !== root || field === undefined || !fields.has(field)) return undefined;
  return rest.every((each) => Object.hasOwn(datasets, each)) ? field : undefined;
}
