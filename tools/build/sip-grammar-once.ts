import type { Plugin } from 'vite';

const grammar = /[\\/]sip\.js[\\/]lib[\\/]grammar[\\/]pegjs[\\/]dist[\\/]grammar\.js$/;
const table = /^ {4}const peg\$bytecode = \[\n([^]*?)\n {4}\];$/m;
const decode =
  /^ {4}function peg\$decode\(s\) \{\n {8}return s\.split\(""\)\.map\(\(ch\) => ch\.charCodeAt\(0\) - 32\);\n {4}\}$/m;
const parser = /^function peg\$parse\(input, options\) \{$/m;

/**
 * Lets SIP.js read its grammar once instead of anew for every header that it parses (ADR 0235): the table of rules, which is the
 * same each time, moves out of the parser. Throws when SIP.js brings its grammar in another form: then look again
 * whether this is still needed.
 */
export function sipGrammarOnce(): Plugin {
  return {
    name: 'sip-grammar-once',
    transform: (code, id) =>
      grammar.test(id.split('?', 1)[0] ?? '') ? { code: withTableOutside(code), map: null } : null,
  };
}

/** The text of the grammar with its table of rules, and what decodes it, in front of the parser. */
export function withTableOutside(code: string): string {
  const rules = table.exec(code)?.[1];
  const decoder = decode.exec(code)?.[0];
  if (rules === undefined || decoder === undefined || !parser.test(code))
    throw new Error('the grammar of SIP.js has another form: see tools/build/sip-grammar-once.ts');
  const inside = code.replace(table, '').replace(decode, '');
  return inside.replace(
    parser,
    () => `${decoder}\nconst peg$bytecode = [\n${rules}\n];\nfunction peg$parse(input, options) {`,
  );
}
