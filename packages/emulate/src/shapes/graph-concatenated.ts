import { graphBetaSignIn } from '../records/graph-beta.js';
import { allTables, batches, type SignInShape } from '../shape.js';

/** What collection scripts leave: one pretty-printed array per batch, appended with nothing between (reference, section 1). */
export const graphConcatenated: SignInShape = {
  id: 'graph-concatenated',
  title: 'Concatenated pretty-printed arrays of Graph beta sign-ins',
  tables: allTables,
  precision: 'seconds',
  lacks: [],
  write: (events, { pageSize = 100 }) => [
    {
      path: 'graph-concatenated/SignInLogs-Combined.json',
      body: batches(events, pageSize)
        .map((batch) => JSON.stringify(batch.map(graphBetaSignIn), null, 2))
        .join(''),
    },
  ],
};
