import { readConf } from './conf-file.js';
import type { RuleDocument } from './written-rule.js';
import { emptyDocument } from './written-rule.js';

/** eventtypes.conf: a stanza is an event type, its `search` the terms it stands for. Admin Manual: eventtypes.conf. */
export function readEventTypes(text: string): RuleDocument {
  const eventTypes = readConf(text).flatMap(({ name, settings }) => {
    const search = settings.get('search')?.text ?? '';
    const disabled = /^(?:1|true|t|yes)$/i.test(settings.get('disabled')?.text ?? '');
    return search === '' || disabled || name === 'default' ? [] : [{ name, search }];
  });
  const reasons = eventTypes.length === 0 ? ['it has no event type'] : [];
  return { ...emptyDocument, eventTypes, reasons };
}

/** tags.conf: a stanza is a field and its value, percent-encoded; a setting is a tag. Admin Manual: tags.conf. */
export function readTags(text: string): RuleDocument {
  const tags = readConf(text).flatMap(({ name, settings }) => {
    const equals = name.indexOf('=');
    const enabled = [...settings].flatMap(([tag, { text: state }]) =>
      /^enabled$/i.test(state) ? [tag] : [],
    );
    if (equals === -1 || enabled.length === 0) return [];
    return [{ field: name.slice(0, equals), value: decoded(name.slice(equals + 1)), tags: enabled }];
  });
  const reasons = tags.length === 0 ? ['it has no tag'] : [];
  return { ...emptyDocument, tags, reasons };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
