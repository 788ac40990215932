import { z } from 'zod';

const guid = z.guid();
const httpsUrl = z.url({ protocol: /^https$/ });
const domain = z.string().regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i);

/**
 * What the template leaves open: the placeholder `${{name}}`, the environment variable that fills it, and a value
 * to try the packaging with. The placeholders' form is the Microsoft 365 Agents Toolkit's.
 */
export const packageValues = [
  {
    name: 'BOT_ID',
    variable: 'MicrosoftAppId',
    expected: "the bot's application (client) id, a GUID",
    schema: guid,
    sample: '00000000-0000-4000-8000-000000000001',
  },
  {
    name: 'TEAMS_APP_ID',
    variable: 'TEAMS_APP_ID',
    fallback: 'MicrosoftAppId',
    expected: "the Teams app's own id, a GUID; without it, MicrosoftAppId serves as both",
    schema: guid,
    sample: '00000000-0000-4000-8000-000000000002',
  },
  {
    name: 'BOT_DOMAIN',
    variable: 'BOT_DOMAIN',
    expected: 'the host name the service runs at, without https:// or path',
    schema: domain,
    sample: 'ethics.example.com',
  },
  {
    name: 'DEVELOPER_NAME',
    variable: 'DEVELOPER_NAME',
    expected: "the company's name as people should see it, at most 32 characters",
    schema: z.string().trim().min(1).max(32),
    sample: 'Example Corporation',
  },
  {
    name: 'DEVELOPER_WEBSITE_URL',
    variable: 'DEVELOPER_WEBSITE_URL',
    expected: 'an https address where people find support',
    schema: httpsUrl,
    sample: 'https://example.com/ethics',
  },
  {
    name: 'DEVELOPER_PRIVACY_URL',
    variable: 'DEVELOPER_PRIVACY_URL',
    expected: "the https address of the company's privacy notice",
    schema: httpsUrl,
    sample: 'https://example.com/privacy',
  },
  {
    name: 'DEVELOPER_TERMS_OF_USE_URL',
    variable: 'DEVELOPER_TERMS_OF_USE_URL',
    expected: "the https address of the company's terms of use",
    schema: httpsUrl,
    sample: 'https://example.com/terms',
  },
] as const;

export type PackageValueName = (typeof packageValues)[number]['name'];
export type PackageValues = Readonly<Record<PackageValueName, string>>;

/** The environment does not say everything the app package needs. Lists all of it at once. */
export class InvalidPackageValues extends Error {
  readonly code = 'invalid-package-values';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = `${problems.length} ${problems.length === 1 ? 'value' : 'values'}`;
    const head = `${count} of the app package ${problems.length === 1 ? 'is' : 'are'} missing or wrong:`;
    super([head, ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.name = 'InvalidPackageValues';
    this.problems = problems;
  }
}

/**
 * Reads every value the app package needs from the environment.
 *
 * @throws InvalidPackageValues naming each variable that is missing or malformed, and what is expected there.
 */
export function readPackageValues(environment: Readonly<Record<string, string | undefined>>): PackageValues {
  const values: Partial<Record<PackageValueName, string>> = {};
  const problems: string[] = [];
  for (const value of packageValues) {
    const given = environment[value.variable];
    if (!given && 'fallback' in value) {
      // Checked where the fallback itself is read, so that one mistake is reported once.
      values[value.name] = environment[value.fallback] ?? '';
      continue;
    }
    const parsed = value.schema.safeParse(given ?? '');
    if (parsed.success) values[value.name] = parsed.data;
    else {
      problems.push(
        `${value.variable}: ${given ? `'${given}' is not usable` : 'not set'}; expected ${value.expected}`,
      );
    }
  }
  if (problems.length > 0) throw new InvalidPackageValues(problems);
  return values as PackageValues;
}

/** Values that make a well-formed package for nobody: to see one, and to test with. */
export const samplePackageValues = Object.fromEntries(
  packageValues.map(({ name, sample }) => [name, sample]),
) as PackageValues;
