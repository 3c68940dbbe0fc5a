// A gRPC server that knows nothing of .NET, for a client of ours. Prints its port; ends when its standard input does.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { HealthImplementation } from 'grpc-health-check';
import protobuf from 'protobufjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const definition = loader.loadSync(`${here}../ServiceDefaults.Tests/Protos/housing/testing/v1/echo.proto`, { keepCase: true, defaults: true });
const { Echo } = grpc.loadPackageDefinition(definition).housing.testing.v1;
const rpc = new protobuf.Root().loadSync(`${here}protos/google/rpc/status.proto`, { keepCase: true });

/** A refusal with google.rpc.Status details, made by hand as any other library would. */
function refusal(code, message, ...details) {
  const status = rpc.lookupType('google.rpc.Status').encode({
    code,
    message,
    details: details.map(([name, value]) => ({ type_url: `type.googleapis.com/${name}`, value: rpc.lookupType(name).encode(value).finish() })),
  }).finish();
  const metadata = new grpc.Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(status));
  return { code, details: message, metadata };
}

const ended = new Map();
const ending = (key) => {
  if (!ended.has(key)) {
    let settle;
    const promise = new Promise((resolve) => { settle = resolve; });
    ended.set(key, { promise, settle });
  }
  return ended.get(key);
};

const attempts = new Map();
const server = new grpc.Server();
server.addService(Echo.service, {
  Say(call, answer) {
    const [bytes] = call.metadata.get('echo-bin');
    const metadata = new grpc.Metadata();
    if (bytes) {
      metadata.set('echo-bin', bytes);
      call.sendMetadata(metadata);
    }
    // "fail twice: …" answers UNAVAILABLE to the first two attempts, to show what is tried again and what is not.
    const { text } = call.request;
    if (text.startsWith('fail twice')) {
      const count = (attempts.get(text) ?? 0) + 1;
      attempts.set(text, count);
      if (count < 3) {
        answer({ code: grpc.status.UNAVAILABLE, details: `attempt ${count}` });
        return;
      }
      answer(null, { text: `attempt ${count}` });
      return;
    }
    answer(null, { text }, metadata);
  },
  Join(call, answer) {
    const texts = [];
    call.on('data', ({ text }) => texts.push(text));
    call.on('end', () => answer(null, { text: texts.join(' ') }));
  },
  Split(call) {
    for (const text of call.request.text.split(' ')) {
      call.write({ text });
    }
    call.end();
  },
  Talk(call) {
    call.on('data', ({ text }) => call.write({ text: text.toUpperCase() }));
    call.on('end', () => call.end());
  },
  Wait(call) {
    call.on('cancelled', () => ending(call.request.text).settle('given up'));
    call.sendMetadata(new grpc.Metadata());
  },
  Ended(call, answer) {
    ending(call.request.text).promise.then((text) => answer(null, { text }));
  },
  Refuse(call, answer) {
    answer(refusal(
      grpc.status.INVALID_ARGUMENT,
      'The home is not known.',
      ['google.rpc.ErrorInfo', { reason: 'HOME_UNKNOWN', domain: 'peer', metadata: { clause: 'HAV-REP-08' } }],
      ['google.rpc.BadRequest', { field_violations: [{ field: 'home_id', description: 'must be known' }] }],
    ));
  },
  Fail(call, answer) {
    const count = (attempts.get(call.request.text) ?? 0) + 1;
    attempts.set(call.request.text, count);
    answer({ code: grpc.status.UNAVAILABLE, details: `attempt ${count}` });
  },
  Manage(call, answer) {
    answer(null, { text: '' });
  },
  WhoAmI(call, answer) {
    const [authorization] = call.metadata.get('authorization');
    const claims = authorization ? JSON.parse(Buffer.from(String(authorization).split('.')[1], 'base64url')) : {};
    const [traceparent] = call.metadata.get('traceparent');
    answer(null, { text: JSON.stringify({ sub: claims.sub, role: claims.role, aud: claims.aud, traceparent, deadline: Number.isFinite(call.getDeadline().valueOf()) }) });
  },
});
new HealthImplementation({ '': 'SERVING' }).addToServer(server);

server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(error);
    process.exit(1);
  }
  console.log(port);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
