// A gRPC client that knows nothing of .NET, against a service of ours. Prints one JSON line for each thing it did; the tests judge them.
// Environment: ADDRESS (host:port), OFFICER, MANAGER, EXPIRED, FOREIGN (tokens).
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { protoPath as healthProto } from 'grpc-health-check';
import protobuf from 'protobufjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const load = (path) => grpc.loadPackageDefinition(loader.loadSync(path, { keepCase: true, enums: String, defaults: true }));
const { Echo } = load(`${here}../ServiceDefaults.Tests/Protos/housing/testing/v1/echo.proto`).housing.testing.v1;
const { Health } = load(healthProto).grpc.health.v1;
const rpc = new protobuf.Root().loadSync(`${here}protos/google/rpc/status.proto`, { keepCase: true });

const { ADDRESS, OFFICER, MANAGER, EXPIRED, FOREIGN } = process.env;
const insecure = grpc.credentials.createInsecure();
const echo = new Echo(ADDRESS, insecure);
const health = new Health(ADDRESS, insecure);

const as = (token) => {
  const metadata = new grpc.Metadata();
  if (token) {
    metadata.set('authorization', `Bearer ${token}`);
  }
  return metadata;
};

const within = (milliseconds) => ({ deadline: new Date(Date.now() + milliseconds) });

/** The google.rpc.Status of an error, opened. */
function details(error) {
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  if (!bytes) {
    return null;
  }
  const status = rpc.lookupType('google.rpc.Status').decode(bytes);
  return {
    code: status.code,
    message: status.message,
    details: status.details.map((any) => {
      const name = any.type_url.slice(any.type_url.indexOf('/') + 1);
      const type = rpc.lookupType(name);
      return { type: name, ...type.toObject(type.decode(any.value), { defaults: true }) };
    }),
  };
}

/** One unary call: how it ended, with headers and trailers. */
function call(method, text, metadata = as(OFFICER), options = within(20_000)) {
  return new Promise((resolve) => {
    const seen = {};
    const running = echo[method]({ text }, metadata, options, (error, answer) => {
      seen.status = error ? grpc.status[error.code] : 'OK';
      seen.message = error?.details;
      seen.details = error && details(error);
      seen.text = answer?.text;
    });
    running.on('metadata', (headers) => { seen.headers = headers; });
    running.on('status', (status) => {
      seen.trailers = status.metadata;
      resolve(seen);
    });
    seen.running = running;
  });
}

/** Everything a stream gave, and its status. */
function collect(stream) {
  return new Promise((resolve) => {
    const texts = [];
    stream.on('data', (words) => texts.push(words.text));
    stream.on('error', () => {});
    stream.on('status', (status) => resolve({ status: grpc.status[status.code], message: status.details, texts }));
  });
}

const tell = (name, { running, headers, trailers, ...result }) => console.log(JSON.stringify({ name, ...result }));

tell('unary', await call('Say', 'good morning'));
tell('unary of every script', await call('Say', 'Ünïcödé – 漢字 🏠'));

tell('client streaming', await new Promise((resolve) => {
  const stream = echo.Join(as(OFFICER), within(20_000), (error, answer) => resolve({ status: error ? grpc.status[error.code] : 'OK', text: answer?.text }));
  for (const text of ['no', 'hot', 'water']) {
    stream.write({ text });
  }
  stream.end();
}));

tell('server streaming', await collect(echo.Split({ text: 'no hot water' }, as(OFFICER), within(20_000))));

tell('bidirectional streaming', await new Promise((resolve) => {
  // Each word is sent only when the answer to the one before has come: both directions are open at once.
  const stream = echo.Talk(as(OFFICER), within(20_000));
  const words = ['no', 'hot', 'water'];
  const texts = [];
  stream.on('data', ({ text }) => {
    texts.push(text);
    const next = words.shift();
    if (next) {
      stream.write({ text: next });
    } else {
      stream.end();
    }
  });
  stream.on('error', () => {});
  stream.on('status', (status) => resolve({ status: grpc.status[status.code], texts }));
  stream.write({ text: words.shift() });
}));

const bytes = Buffer.from([0, 1, 2, 0x7f, 0x80, 0xfe, 0xff]);
const binary = as(OFFICER);
binary.set('echo-bin', bytes);
const echoed = await call('Say', 'bytes', binary);
tell('binary metadata', {
  sent: bytes.toString('hex'),
  header: echoed.headers?.get('echo-bin')[0]?.toString('hex'),
  trailer: echoed.trailers?.get('echo-bin')[0]?.toString('hex'),
});

tell('deadline', await call('Wait', 'node-deadline', as(OFFICER), within(1000)));
tell('deadline as the server saw it', await call('Ended', 'node-deadline'));

tell('cancellation', await new Promise((resolve) => {
  const running = echo.Wait({ text: 'node-cancel' }, as(OFFICER), within(20_000), (error) => resolve({ status: grpc.status[error.code] }));
  // The server says that the call has arrived by sending its headers.
  running.on('metadata', () => running.cancel());
}));
tell('cancellation as the server saw it', await call('Ended', 'node-cancel'));

tell('cancellation of a stream', await new Promise((resolve) => {
  const stream = echo.Talk(as(OFFICER), within(20_000));
  stream.on('data', () => stream.cancel());
  stream.on('error', () => {});
  stream.on('status', (status) => resolve({ status: grpc.status[status.code] }));
  stream.write({ text: 'talk-cancel' });
}));
tell('cancellation of a stream as the server saw it', await call('Ended', 'talk-cancel'));

for (const kind of ['invalid', 'not-found', 'already-exists', 'precondition', 'forbidden', 'lost-race']) {
  tell(`refusal ${kind}`, await call('Refuse', kind));
}
tell('bug', await call('Fail', 'bug'));
tell('lost race in storage', await call('Fail', 'lost-race'));

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const [header, payload, signature] = OFFICER.split('.');
const claims = JSON.parse(Buffer.from(payload, 'base64url'));
const publicKey = process.env.PUBLIC_KEY;
const { createHmac } = await import('node:crypto');
const hmacHeader = part({ ...JSON.parse(Buffer.from(header, 'base64url')), alg: 'HS256' });
const confused = `${hmacHeader}.${payload}.${createHmac('sha256', publicKey).update(`${hmacHeader}.${payload}`).digest('base64url')}`;
const tokens = {
  none: '',
  expired: EXPIRED,
  foreign: FOREIGN,
  'not a token': 'open sesame',
  'alg none': `${part({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
  'alg none, signature kept': `${part({ alg: 'none', typ: 'at+jwt' })}.${payload}.${signature}`,
  'alg confused': confused,
  'promoted by its bearer': `${header}.${part({ ...claims, role: 'manager' })}.${signature}`,
  'of another landlord now': `${header}.${part({ ...claims, landlord: 'rosebery' })}.${signature}`,
};
for (const [name, token] of Object.entries(tokens)) {
  tell(`token: ${name}`, await call('WhoAmI', '', as(token)));
}
tell('token: good', await call('WhoAmI', ''));
tell('role not allowed', await call('Manage', ''));
tell('role allowed', await call('Manage', 'done', as(MANAGER)));

tell('oversize', await call('Say', 'x'.repeat(1024 * 1024 + 1)));
tell('as large as allowed', { ...(await call('Say', 'x'.repeat(1024 * 1024 - 16))), text: undefined });

// The same method with a serializer that writes no protobuf at all.
const Raw = grpc.makeGenericClientConstructor({
  Say: { ...Echo.service.Say, requestSerialize: () => Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x01]) },
});
const raw = new Raw(ADDRESS, insecure);
tell('malformed', await new Promise((resolve) => {
  raw.Say({}, as(OFFICER), within(20_000), (error, answer) => resolve({ status: error ? grpc.status[error.code] : 'OK', message: error?.details, text: answer?.text }));
}));
tell('still serving after the malformed one', await call('Say', 'still here'));

const Unknown = grpc.makeGenericClientConstructor({ Nothing: { ...Echo.service.Say, path: '/housing.testing.v1.Echo/Nothing' } });
tell('unknown method', await new Promise((resolve) => {
  new Unknown(ADDRESS, insecure).Nothing({ text: '' }, as(OFFICER), within(20_000), (error) => resolve({ status: error ? grpc.status[error.code] : 'OK' }));
}));

const check = (service) => new Promise((resolve) => {
  health.Check({ service }, within(20_000), (error, answer) => resolve({ status: error ? grpc.status[error.code] : 'OK', serving: answer?.status }));
});
tell('health', await check(''));
tell('health of an unknown service', await check('nobody'));
tell('health watched', await new Promise((resolve) => {
  const stream = health.Watch({ service: '' }, within(20_000));
  stream.on('data', ({ status }) => {
    stream.cancel();
    resolve({ serving: status });
  });
  stream.on('error', () => {});
}));

echo.close();
health.close();
raw.close();
console.log(JSON.stringify({ name: 'end' }));
process.exit(0);
