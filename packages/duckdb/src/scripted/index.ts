import { connections } from './components.js';
import { frequentPatterns } from './frequent-patterns.js';
import { buffers } from './geo/buffers.js';
import { cells } from './geo/cells.js';
import { coverings } from './geo/coverings.js';
import { densifications } from './geo/densify.js';
import { measures } from './geo/measures.js';
import { neighbours } from './geo/neighbours.js';
import { overlays } from './geo/overlay.js';
import { simplifications } from './geo/simplify.js';
import { wellKnown } from './geo/wkt.js';
import { special } from './math/special.js';
import { links } from './linked-rows.js';
import { scans } from './scan-rows.js';
import type { ScriptedFunction } from './scripted-function.js';
import { decompositions } from './series/decompose.js';
import { filters } from './series/filters.js';
import { regressions } from './series/regression.js';
import { digests } from './sketches/digests.js';
import { schemas } from './sketches/schemas.js';
import { sets } from './sketches/sets.js';
import { addresses } from './text/addresses.js';
import { compressions } from './text/compression.js';
import { hashes } from './text/hashes.js';
import { punycodes } from './text/punycode.js';
import { structured } from './text/structured.js';
import { jsonChanges } from './text/json-changes.js';
import { jsonPaths } from './text/json-paths.js';
import { keyValues } from './text/key-values.js';
import { filePaths } from './text/paths.js';
import { records } from './text/records.js';
import { replacements } from './text/replacements.js';
import { times } from './text/times.js';
import { userAgents } from './text/user-agent.js';
import { xml } from './text/xml.js';

/** Every scripted function, in no order that matters. */
export const scriptedFunctions: readonly ScriptedFunction[] = [
  ...connections,
  ...decompositions,
  ...filters,
  ...frequentPatterns,
  ...regressions,
  ...digests,
  ...schemas,
  ...sets,
  ...addresses,
  ...compressions,
  ...special,
  ...buffers,
  ...cells,
  ...coverings,
  ...densifications,
  ...neighbours,
  ...overlays,
  ...simplifications,
  ...measures,
  ...wellKnown,
  ...jsonChanges,
  ...jsonPaths,
  ...keyValues,
  ...records,
  ...replacements,
  ...links,
  ...scans,
  ...hashes,
  ...punycodes,
  ...structured,
  ...userAgents,
  ...filePaths,
  ...times,
  ...xml,
];
