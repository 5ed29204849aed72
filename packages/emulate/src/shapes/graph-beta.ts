import { graphPage, largestGraphPage } from '../containers/graph-page.js';
import { graphBetaSignIn } from '../records/graph-beta.js';
import { allTables, batches, type SignInShape } from '../shape.js';

/** Pages of `GET /beta/auditLogs/signIns`, newest first (reference, section 2.2). */
export const graphBeta: SignInShape = {
  id: 'graph-beta',
  title: 'Microsoft Graph beta pages',
  tables: allTables,
  precision: 'seconds',
  lacks: [],
  write: (events, { pageSize = largestGraphPage }) => {
    const pages = batches(events.toReversed(), Math.min(pageSize, largestGraphPage));
    return pages.map((page, index) => ({
      path: `graph-beta/signIns-${String(index + 1).padStart(4, '0')}.json`,
      body: JSON.stringify(
        graphPage('beta', page.map(graphBetaSignIn), index + 1, index === pages.length - 1),
      ),
    }));
  },
};
