/** The SQL name of a scripted function: one that no function of the engine has. */
export function sqlName(name: string): string {
  return `interloper_${name}`;
}
