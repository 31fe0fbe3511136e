import type { Words } from '../../parts/words.ts';
import type { zhCnSession } from './words.zh-cn.ts';

export const enSession: Words<typeof zhCnSession> = {
  signIn: {
    workNo: 'Work number',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    demo: 'Demo accounts',
    demoHint: 'press one to fill it in',
    need: 'Enter work number and password',
    lead: 'One screen from call to closure',
    version: 'Version {{version}}',
    roles: { agent: 'agent', lead: 'lead', admin: 'administrator' },
  },
};
