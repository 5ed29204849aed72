/** A title as a name for files and commands: `Sign-in from Tor` is `sign-in-from-tor`. */
export function kebab(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g);
  return words === null ? 'rule' : words.join('-');
}
