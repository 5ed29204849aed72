const WIDTH = 110;

/** A command too long for a line, broken at the outermost `OR`, else at the outermost `AND`. */
export function layOut(command: string): string {
  if (command.length <= WIDTH) return command;
  const outermost = breaksOf(command, 'OR');
  const places = outermost.length > 0 ? outermost : breaksOf(command, 'AND');
  let start = 0;
  const lines = [...places, command.length].map((end) => {
    const line = command.slice(start, end);
    start = end + 1;
    return line;
  });
  return lines.join('\n    ');
}

/** Where an operator stands outside brackets and quotes. */
function breaksOf(command: string, operator: string): readonly number[] {
  const places: number[] = [];
  let depth = 0;
  for (let index = 0; index < command.length; index += 1) {
    const sign = command.charAt(index);
    if (sign === '"' || sign === "'") index = closing(command, index);
    else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
    else if (depth === 0 && command.startsWith(` ${operator} `, index)) places.push(index);
  }
  return places;
}

function closing(command: string, start: number): number {
  const quote = command.charAt(start);
  for (let index = start + 1; index < command.length; index += 1) {
    if (command.charAt(index) === '\\') index += 1;
    else if (command.charAt(index) === quote) return index;
  }
  return command.length;
}
