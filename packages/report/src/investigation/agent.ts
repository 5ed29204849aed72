/** As much of a program's name as stands in a line; the whole of it stands in the list of programs. */
const LONGEST = 48;

const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
] as const;

const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
] as const;

/** A browser by its name, version and system (`Chrome 141, Windows`); another program by the beginning of its name. */
export function shortAgent(agent: string): string {
  if (agent.startsWith('Mozilla/')) {
    const browser = BROWSERS.flatMap(([name, pattern]) => {
      const version = pattern.exec(agent)?.[1];
      return version === undefined ? [] : [`${name} ${version}`];
    });
    const system = SYSTEMS.find(([, pattern]) => pattern.test(agent));
    const told = [...browser.slice(0, 1), ...(system === undefined ? [] : [system[0]])];
    if (told.length > 0) return told.join(', ');
  }
  return agent.length <= LONGEST ? agent : `${agent.slice(0, LONGEST - 1)}…`;
}
