// Slack's own Node SDK against the local Slack: prints one JSON object for the test to read.
// Arguments: base URL of the Web API, bot token, app token, a conversation, a user.
import { SocketModeClient } from '@slack/socket-mode';
import { ErrorCode, WebClient } from '@slack/web-api';

const [slackApiUrl, botToken, appToken, channel, user] = process.argv.slice(2);
const web = new WebClient(botToken, { slackApiUrl });
const seen = {};

seen.identity = await web.auth.test();
seen.scopes = seen.identity.response_metadata.scopes;

seen.pages = [];
for await (const page of web.paginate('conversations.list', { limit: 2 })) {
  seen.pages.push(page.channels.map((place) => place.name));
}

const posted = await web.chat.postMessage({
  channel,
  text: 'from Node',
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'from *Node*' } },
    { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }] },
  ],
});
seen.posted = posted;
seen.updated = await web.chat.update({ channel, ts: posted.ts, text: 'changed by Node' });

const upload = await web.files.uploadV2({
  channel_id: channel,
  thread_ts: posted.ts,
  filename: 'figures.csv',
  file: Buffer.from('mpn,price\n'),
});
seen.uploaded = upload.files[0].files[0];

const stream = web.chatStream({ channel: `D${user.slice(1)}`, thread_ts: posted.ts, buffer_size: 1 });
await stream.append({ markdown_text: 'piece by ' });
await stream.append({ markdown_text: 'piece' });
seen.streamed = await stream.stop();

try {
  await web.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] });
} catch (error) {
  seen.refused = { code: error.code === ErrorCode.PlatformError, data: error.data };
}

const socket = new SocketModeClient({ appToken, clientOptions: { slackApiUrl } });
const echoed = new Promise((resolve) => {
  socket.on('slack_event', async ({ ack, body }) => {
    await ack();
    const event = body.event ?? {};
    if (event.type === 'app_mention') {
      seen.mention = event;
      await web.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: 'Node heard you' });
    } else if (event.text === 'Node heard you') {
      resolve(event);
    }
  });
});
await socket.start();
console.log('listening');
seen.echo = await echoed;
await socket.disconnect();
console.log(JSON.stringify(seen));
