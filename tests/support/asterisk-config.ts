import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const templates = join(import.meta.dirname, '..', '..', 'deploy', 'asterisk');

export interface AsteriskPorts {
  readonly ws: number;
  readonly wss: number;
  readonly manager: number;
  /** UDP, for the trunk. */
  readonly trunk: number;
  readonly rtpStart: number;
}

export interface AsteriskSecrets {
  readonly manager: string;
  /** By extension. */
  readonly phones: Readonly<Record<'1001' | '1002', string>>;
}

export function makeSecrets(): AsteriskSecrets {
  const secret = () => randomBytes(15).toString('base64url');
  return { manager: secret(), phones: { '1001': secret(), '1002': secret() } };
}

export interface AsteriskConfig {
  /** Where the files go, seen from here; and the same folder seen from inside the root. */
  readonly folder: string;
  readonly inside: string;
  readonly ports: AsteriskPorts;
  readonly secrets: AsteriskSecrets;
  /** What Asterisk asks phones for, in its own words (`MD5`, `SHA-256`, `MD5,SHA-256`); its default without it. */
  readonly digest?: string | undefined;
}

/** Writes the office's sample configuration (`deploy/asterisk`) with this run's values, and the lab's own files. */
export function writeAsteriskConfig(config: AsteriskConfig): void {
  const { folder, inside, ports, secrets, digest } = config;
  const values: Readonly<Record<string, string>> = {
    WS_PORT: String(ports.ws),
    WSS_ADDRESS: `127.0.0.1:${ports.wss}`,
    TLS_CERTIFICATE: `${inside}/tls.crt`,
    TLS_PRIVATE_KEY: `${inside}/tls.key`,
    RTP_START: String(ports.rtpStart),
    RTP_END: String(ports.rtpStart + 198),
    SECRET_1001: secrets.phones['1001'],
    SECRET_1002: secrets.phones['1002'],
    OUTBOUND_CONTEXT: 'lab-citizens',
    WITNESS_FOLDER: `${inside}/witness`,
    MOH_FOLDER: `${inside}/moh`,
    TRUNK_BIND: `127.0.0.1:${ports.trunk}`,
    TRUNK_ADDRESS: '127.0.0.1',
    SURVEY_PROMPT: `${inside}/speech/citizen`,
    VOICEMAIL_PIN: '4711',
    NIGHT_DESK: '1001',
    SECOND_PHONE: 'Local/19900000200@lab-citizens/n',
    SECOND_AFTER: '3',
  };
  const files = readdirSync(templates).filter((name) => name.endsWith('.conf'));
  for (const name of files) {
    writeFileSync(join(folder, name), fill(readFileSync(join(templates, name), 'utf8'), values));
  }
  if (digest !== undefined) {
    const pjsip = join(folder, 'pjsip.conf');
    const asks = `type=global\ndefault_auth_algorithms_uas=${digest}\n`;
    writeFileSync(pjsip, readFileSync(pjsip, 'utf8').replace('type=global\n', asks));
  }
  const dialplan = join(folder, 'extensions.conf');
  writeFileSync(dialplan, `${readFileSync(dialplan, 'utf8')}\n${labDialplan(inside)}`);
  for (const [name, text] of Object.entries(labFiles(inside, ports, secrets))) {
    writeFileSync(join(folder, name), text);
  }
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/@([A-Z0-9_]+)@/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`deploy/asterisk: nothing to put for @${name}@`);
    return value;
  });
}

/** Citizens: who calls (`lab-inbound`), what they do once answered (`lab-talk`), who answers calls (`lab-citizens`). */
const labDialplan = (inside: string) => `
[lab-inbound]
exten => _[1qn].,1,Set(CALLERID(num)=\${LAB_NUMBER})
 same => n,Set(CALLERID(name)=\${URIDECODE(\${LAB_NAME})})
 same => n,ExecIf($["\${LAB_NUMBER}" = ""]?Set(CALLERID(pres)=prohib))
 same => n,Goto(hotline-inbound,\${EXTEN},1)

[lab-talk]
exten => s,1,MixMonitor(${inside}/heard/\${LAB_CALL}.wav,r(${inside}/heard/\${LAB_CALL}-in.wav))
 same => n(again),Playback(\${LAB_SPEECH})
 same => n,UserEvent(Spoken)
 same => n,GotoIf($["\${LAB_TALKS_ON}" = "yes"]?again)
 same => n,Wait(600)

[lab-citizens]
exten => 19900000404,1,Hangup(1)
exten => 19900000486,1,Hangup(17)
; Answers as behind a trunk that asserts its own number.
exten => 19900000888,1,Set(CONNECTEDLINE(num)=02700000888)
 same => n,Ringing()
 same => n,Wait(0.5)
 same => n,Goto(19900000200,answer)
exten => 19900000600,1,Ringing()
 same => n,Wait(600)
exten => _X.,1,Ringing()
 same => n,Wait(0.5)
 same => n(answer),Answer()
 same => n,Set(LAB_CALL=out-\${FILTER(0-9,\${UNIQUEID})})
 same => n,Set(LAB_SPEECH=${inside}/speech/citizen)
 same => n,Goto(lab-talk,s,1)
`;

function labFiles(
  inside: string,
  ports: AsteriskPorts,
  secrets: AsteriskSecrets,
): Record<string, string> {
  return {
    'asterisk.conf': `[directories]
astetcdir => ${inside}
astrundir => ${inside}/run
astlogdir => ${inside}/log
astspooldir => ${inside}/spool
astdbdir => ${inside}/db
[options]
verbose = 3
`,
    // Modules of Debian's package that cannot work here and would only complain.
    'modules.conf': `[modules]
autoload=yes
${unneeded.map((pattern) => `noload = ${pattern}`).join('\n')}
`,
    'logger.conf': `[general]
[logfiles]
console => notice,warning,error,verbose
`,
    'manager.conf': `[general]
enabled=yes
bindaddr=127.0.0.1
port=${ports.manager}
[lab]
secret=${secrets.manager}
read=all
write=all
`,
    'ccss.conf': '',
    'cdr.conf': '[general]\nenable=no\n',
    'features.conf': '',
    'indications.conf':
      '[general]\ncountry=cn\n[cn]\ndescription=China\nringcadence=1000,4000\nring=450/1000,0/4000\nbusy=450/350,0/350\n',
  };
}

const unneeded = [
  'pbx_lua.so',
  'pbx_ael.so',
  'pbx_dundi.so',
  'app_voicemail_imap.so',
  'app_voicemail_odbc.so',
  'app_minivm.so',
  'res_xmpp.so',
  'chan_motif.so',
  'chan_dahdi.so',
  'chan_iax2.so',
  'res_phoneprov.so',
  'res_pjsip_phoneprov_provider.so',
  'res_stun_monitor.so',
  'res_odbc.so',
  'res_resolver_unbound.so',
];
