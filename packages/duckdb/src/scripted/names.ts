/** What the SQL names of scripted functions begin with. */
export const scriptedPrefix = 'interloper_';

/** The SQL name of a scripted function: one that no function of the engine has. */
export function sqlName(name: string): string {
  return `${scriptedPrefix}${name}`;
}
