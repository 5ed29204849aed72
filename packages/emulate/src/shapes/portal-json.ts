import { graphBetaSignIn } from '../records/graph-beta.js';
import { portalFileNames } from '../records/portal.js';
import { allTables, byCategory, daySpan, type SignInShape } from '../shape.js';

/** The Entra portal's JSON download: one bare array per kind of sign-in, objects as in Graph beta (reference, section 2.5). */
export const portalJson: SignInShape = {
  id: 'portal-json',
  title: 'Entra portal JSON download',
  tables: allTables,
  precision: 'seconds',
  lacks: [],
  write: (events) =>
    [...byCategory(events)].map(([category, members]) => ({
      path: `portal/${portalFileNames[category]}_${daySpan(members)}.json`,
      body: JSON.stringify(members.toReversed().map(graphBetaSignIn), null, 2),
    })),
};
