/** What a text is no JSON for (RFC 8259), in words for who wrote it; never a value. Lines count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly why: string;
}

class Fault extends Error {
  readonly at: number;
  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

/** The first place at which `text` stops being JSON; `null` when it is JSON. */
export function findJsonFault(text: string): JsonFault | null {
  try {
    const end = afterBlanks(text, afterValue(text, afterBlanks(text, 0)));
    if (end < text.length) throw new Fault(end, '最后一个括号后面还有多余的内容，请删去');
    return null;
  } catch (error) {
    if (error instanceof RangeError) return { line: 1, why: '括号一层套一层，太深了' };
    if (!(error instanceof Fault)) throw error;
    return { line: text.slice(0, error.at).split(/\r\n|[\r\n]/).length, why: error.message };
  }
}

function afterBlanks(text: string, at: number): number {
  let next = at;
  while (/[ \t\r\n]/.test(text[next] ?? '')) next += 1;
  if (/^(?:\/[/*]|#)/.test(text.slice(next, next + 2)))
    throw new Fault(next, '这里写了注释，本文件不能写注释，请删去');
  return next;
}

function afterValue(text: string, at: number): number {
  if (text[at] === '{') return afterList(text, at, '}');
  if (text[at] === '[') return afterList(text, at, ']');
  if (text[at] === '"') return afterString(text, at);
  const plain = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/.exec(
    text.slice(at, at + 64),
  );
  if (plain) return at + plain[0].length;
  throw new Fault(at, whyNoValue(text, at));
}

/** Behind the bracket that closes an object (`}`) or an array. */
function afterList(text: string, start: number, close: '}' | ']'): number {
  let at = afterBlanks(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    if (close === '}') at = afterName(text, at);
    at = afterBlanks(text, afterValue(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Fault(at, whyNoComma(text, at, close));
    const comma = at;
    at = afterBlanks(text, at + 1);
    if (text[at] === close) throw new Fault(comma, `“${close}” 前面多了一个逗号，请删去`);
    if (text[at] === ',') throw new Fault(at, '多了一个逗号，请删去');
  }
}

function afterName(text: string, at: number): number {
  if (text[at] !== '"') {
    if (at >= text.length) throw new Fault(at, '没有写完，少了 “}”');
    if (text[at] === ',') throw new Fault(at, '多了一个逗号，请删去');
    throw new Fault(at, whyNoString(text[at]) ?? '项目名要写在英文双引号 "" 里');
  }
  const colon = afterBlanks(text, afterString(text, at));
  if (text[colon] === '：') throw new Fault(colon, '用了中文冒号，请改成英文冒号 :');
  if (text[colon] !== ':') throw new Fault(colon, '项目名后面少了英文冒号 :');
  return afterBlanks(text, colon + 1);
}

function afterString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') return at + 1;
    if (/[\r\n]/.test(character)) throw new Fault(start, '这一行少了收尾的英文双引号 "');
    if (character < ' ') throw new Fault(at, '双引号里有看不见的字符（如制表符），请删去');
    if (character !== '\\') continue;
    if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6)))
      throw new Fault(at, '反斜杠 \\ 要写成两个 \\\\');
    at += 1;
  }
  throw new Fault(start, '这一行少了收尾的英文双引号 "');
}

function whyNoValue(text: string, at: number): string {
  if (at >= text.length) return '没有写完，后面少了内容';
  if (/[,}\]]/.test(text[at] ?? '')) return '冒号或逗号后面没有填内容';
  return (
    whyNoString(text[at]) ??
    '这一项的内容不对：文字要写在英文双引号 "" 里，数字和 true、false 不加引号'
  );
}

function whyNoString(character: string | undefined): string | null {
  if (/[“”„＂「」]/.test(character ?? '')) return '用了中文引号，请改成英文双引号 "';
  if (/['‘’`＇]/.test(character ?? '')) return '用了单引号，请改成英文双引号 "';
  if (/[\u00a0\u3000\u200b\ufeff]/.test(character ?? '')) return '有看不见的空格或字符，请删去';
  return null;
}

function whyNoComma(text: string, at: number, close: string): string {
  if (at >= text.length) return `没有写完，少了 “${close}”`;
  if (/[，、；;]/.test(text[at] ?? '')) return '两项之间要用英文逗号 ,';
  if (/["{[]/.test(text[at] ?? '')) return '和上一项之间少了英文逗号 ,';
  return whyNoString(text[at]) ?? `这里应是英文逗号 , 或 “${close}”`;
}
