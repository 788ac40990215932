import type { AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';
import { answering } from './askedProcess.ts';

/** The least a botbuilder bot on restify can be: what our turns are measured against. Its own process. */
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (req, res) => {
  await adapter.process(req as never, res, async (context) => {
    if (context.activity.type === 'message') await context.sendActivity(`You said: ${context.activity.text}`);
  });
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
answering(async () => ({ port: (server.address() as AddressInfo).port, cpu: process.cpuUsage() }));
