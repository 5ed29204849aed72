import { scripted } from '../scripted-function.js';

/** The parts of a file's path, with slashes of either kind. https://learn.microsoft.com/kusto/query/parse-path-function */
function partsOf(path: string): Readonly<Record<string, string>> {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):\/\//.exec(path);
  const rest = scheme === null ? path : path.slice(scheme[0].length);
  const root = /^(?:\\\\\?\\)?([A-Za-z]:)/.exec(rest)?.[1] ?? '';
  const cut = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'));
  const directory = cut === -1 ? '' : rest.slice(0, cut);
  const last = rest.slice(cut + 1);
  const stream = cut === -1 && root !== '' ? -1 : last.indexOf(':');
  const file = stream === -1 ? last : last.slice(0, stream);
  const dot = file.lastIndexOf('.');
  return {
    Scheme: scheme?.[1] ?? '',
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory.split(/[\\/]/).at(-1) ?? '',
    Filename: file,
    Extension: dot === -1 ? '' : file.slice(dot + 1),
    AlternateDataStreamName: stream === -1 ? '' : last.slice(stream + 1),
  };
}

/** A version's parts as one number, eight digits each, as decimal text; undefined of what is no version. */
function versionNumber(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || parts.some((part) => !/^\d{1,8}$/.test(part))) return undefined;
  const [first = '0', ...rest] = parts;
  const digits = [0, 1, 2].map((index) => (rest[index] ?? '0').padStart(8, '0')).join('');
  return BigInt(`${first}${digits}`).toString();
}

export const filePaths = [
  scripted('filePathParts', ['text'], 'json', partsOf),
  scripted('versionDigits', ['text'], 'text', (text) => versionNumber(text) ?? null),
];
