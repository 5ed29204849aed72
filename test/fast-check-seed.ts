import { configureGlobal } from 'fast-check';

/** The same draws every time, so that a run says something of the change and not of luck; FC_SEED tries others. */
configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_122) });
