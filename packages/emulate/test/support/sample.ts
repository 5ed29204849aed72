import {
  benignSignIns,
  composeTenant,
  signInCategories,
  signInScenarios,
  type SignIn,
  type SignInShape,
  canCarry,
} from '@interloper/emulate';

export const tenant = composeTenant('tests', { users: 12 });

/** Two days of everything: all four kinds of sign-in and every scenario. */
export const sample: readonly SignIn[] = [
  ...benignSignIns(tenant, { from: '2026-03-10', days: 2, perUserPerDay: 4, categories: signInCategories }),
  ...[...signInScenarios.values()].flatMap(
    (scenario, index) => scenario.compose(tenant, { at: Date.UTC(2026, 2, 11, 1) + index * 600_000 }).events,
  ),
];

/** The part of the sample that a shape can carry. */
export function sampleFor(shape: SignInShape): readonly SignIn[] {
  return sample.filter((event) => canCarry(shape, event));
}

/** The text of a file, its byte order mark kept. */
export function textOf(content: Uint8Array | undefined): string {
  if (content === undefined) throw new Error('no such file was written');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
}
