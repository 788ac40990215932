import assert from 'node:assert/strict';
import {
  InvalidPackageValues,
  packageValues,
  readPackageValues,
  samplePackageValues,
} from '../../manifest/packageValues.ts';

const complete = Object.fromEntries(packageValues.map(({ variable, sample }) => [variable, sample]));

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readPackageValues(environment);
  } catch (error) {
    assert.ok(error instanceof InvalidPackageValues);
    return error.problems;
  }
  return [];
}

describe('What the app package needs from the environment', () => {
  it('is read when all of it is there', () => {
    assert.deepEqual(readPackageValues(complete), samplePackageValues);
  });

  it('is listed, every missing value at once, with what is expected', () => {
    const problems = problemsOf({});
    const required = packageValues.map(({ variable }) => variable).filter((name) => name !== 'TEAMS_APP_ID');
    assert.deepEqual(
      problems.map((problem) => problem.split(':')[0]),
      required,
    );
    assert.match(
      problems[0] ?? '',
      /^MicrosoftAppId: not set; expected the bot's application \(client\) id, a GUID$/,
    );
  });

  it('is one message for the operator', () => {
    assert.throws(
      () => readPackageValues({ ...complete, MicrosoftAppId: undefined, DEVELOPER_NAME: '' }),
      /^InvalidPackageValues: 2 values of the app package are missing or wrong:\n {2}MicrosoftAppId: .*\n {2}DEVELOPER_NAME: .*$/,
    );
  });

  it('takes the bot id for the Teams app id where that has none of its own', () => {
    const values = readPackageValues({ ...complete, TEAMS_APP_ID: undefined });
    assert.equal(values.TEAMS_APP_ID, samplePackageValues.BOT_ID);
  });

  const malformed: Record<string, string> = {
    MicrosoftAppId: 'my-bot',
    TEAMS_APP_ID: '42',
    BOT_DOMAIN: 'https://ethics.example.com/api',
    DEVELOPER_NAME: 'A company name that is longer than Teams has room for',
    DEVELOPER_WEBSITE_URL: 'http://example.com',
    DEVELOPER_PRIVACY_URL: 'example.com/privacy',
    DEVELOPER_TERMS_OF_USE_URL: 'javascript:alert(1)',
  };
  for (const [variable, value] of Object.entries(malformed)) {
    it(`refuses ${variable}=${value}`, () => {
      const problems = problemsOf({ ...complete, [variable]: value });
      assert.equal(problems.length, 1);
      assert.ok(problems[0]?.startsWith(`${variable}: '${value}' is not usable; expected `), problems[0]);
    });
  }
});
