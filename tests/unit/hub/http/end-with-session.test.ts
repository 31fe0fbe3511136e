import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { endWithSession } from '../../../../src/hub/http/end-with-session.ts';

const server = createServer();
afterEach(() => server.close());

it('cuts the answer when the session is over, not before, and asks on when it cannot be told', async () => {
  const answers = [false, 'unknown', false, true];
  let asked = 0;
  server.on('request', (_request, response) => {
    response.write('some of the sound');
    const isOver = async () => {
      const answer = answers[asked];
      asked += 1;
      if (answer === 'unknown') throw new Error('the database is busy');
      return answer === true;
    };
    endWithSession(response, isOver, 5);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const request = get({ host: '127.0.0.1', port: typeof address === 'object' ? address?.port : 0 });
  const [response] = await once(request, 'response');
  response.resume();
  const [error] = await once(response, 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
  expect(asked).toBe(4);
});
