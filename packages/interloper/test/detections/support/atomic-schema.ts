import { z } from 'zod';

/**
 * The form of an Atomic Red Team file, as the project's own validator has it (redcanaryco/atomic-red-team,
 * atomic_red_team/models.py and validator.py): which keys a test may have, which values they take, and that every input
 * argument is used and every used one is there. Keys beside `atomic_tests` are passed over there, keys inside a test are
 * not.
 */

const filled = z.string().min(1);
const executorNames = ['powershell', 'sh', 'bash', 'command_prompt', 'manual'] as const;
const platforms = [
  'windows',
  'macos',
  'linux',
  'office-365',
  'azure-ad',
  'google-workspace',
  'saas',
  'iaas',
  'containers',
  'iaas:gcp',
  'iaas:azure',
  'iaas:aws',
  'esxi',
] as const;

const argument = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['string', 'path']), description: filled, default: z.string().nullable() }),
  z.object({ type: z.literal('integer'), description: filled, default: z.int().nullable() }),
  z.object({ type: z.literal('float'), description: filled, default: z.number().nullable() }),
  z.object({ type: z.literal('url'), description: filled, default: z.string().min(4).nullable() }),
]);

const dependency = z.object({
  description: filled,
  prereq_command: filled,
  get_prereq_command: z.string().nullable(),
});

const executor = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('manual'),
    elevation_required: z.boolean().optional(),
    steps: z.string().min(10),
  }),
  z.object({
    name: z.enum(['powershell', 'sh', 'bash', 'command_prompt']),
    elevation_required: z.boolean().optional(),
    command: filled,
    cleanup_command: z.string().nullable().optional(),
  }),
]);

const atomicTest = z
  .strictObject({
    name: filled,
    auto_generated_guid: z.uuid(),
    description: filled,
    supported_platforms: z.array(z.enum(platforms)).min(1),
    input_arguments: z.record(z.string().regex(/^[\w-]{2,}$/), argument).default({}),
    dependency_executor_name: z.enum(executorNames).optional(),
    dependencies: z.array(dependency).default([]),
    executor,
  })
  .superRefine((test, context) => {
    const used = new Set(textsOf(test).flatMap((text) => argumentsIn(text)));
    const declared = new Set(Object.keys(test.input_arguments));
    const complain = (message: string): void =>
      context.addIssue({ code: 'custom', path: ['input_arguments'], message });
    for (const name of declared) if (!used.has(name)) complain(`${name} is not used in any of the commands`);
    for (const name of used) if (!declared.has(name)) complain(`${name} is not defined`);
    if (test.dependency_executor_name !== undefined && test.dependencies.length === 0)
      complain('dependency_executor_name is not needed without dependencies');
  });

/** A file of one technique; what it holds beside its tests is kept. */
export const atomicsSchema = z
  .looseObject({
    attack_technique: z.string().regex(/^T\d{4}(?:\.\d{3})?$/),
    display_name: z.string().min(5),
    atomic_tests: z.array(atomicTest).min(1),
  })
  .refine(
    ({ atomic_tests: tests }) =>
      new Set(tests.map(({ auto_generated_guid: guid }) => guid)).size === tests.length,
    'a guid is that of another test',
  );

export type AtomicTest = z.infer<typeof atomicTest>;

/** Every text of a test that something runs. */
export function textsOf({
  executor: run,
  dependencies,
}: Pick<AtomicTest, 'executor' | 'dependencies'>): readonly string[] {
  return [
    ...(run.name === 'manual' ? [run.steps] : [run.command, run.cleanup_command ?? '']),
    ...dependencies.flatMap(({ prereq_command: check, get_prereq_command: get }) => [check, get ?? '']),
  ].filter((text) => text !== '');
}

/** A text with every input argument filled in: as given, else as by default. */
export function filledIn(
  text: string,
  { input_arguments: declared }: AtomicTest,
  given: Readonly<Record<string, string>> = {},
): string {
  return text.replaceAll(
    /#\{(.*?)\}/g,
    (_, name: string) => given[name] ?? String(declared[name]?.default ?? ''),
  );
}

function argumentsIn(text: string): readonly string[] {
  return [...text.matchAll(/#\{(.*?)\}/g)].flatMap(([, name]) => name ?? []);
}
