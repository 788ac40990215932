import packageFile from '../package.json' with { type: 'json' };

/** What certificates name as the software that made them. */
export const software = { name: packageFile.name, version: packageFile.version };
