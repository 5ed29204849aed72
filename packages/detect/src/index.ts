export * from './severity.js';
export * from './package.js';
export * from './result.js';
export { peopleBehind } from './identity/people.js';
export type { AmbiguousName, KnownPair, NamedAccount, People, Person } from './identity/people.js';
export { loadDetections } from './load/load-detections.js';
export type { RunDetectionsOptions, RunProgress, TimeSpan } from './run/options.js';
export { runDetections } from './run/run-detections.js';
export { confidenceWeights, scoreAccounts, severityWeights } from './score/score-accounts.js';
