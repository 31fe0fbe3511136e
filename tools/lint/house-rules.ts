import type { RuleTester } from 'oxlint/plugins-dev';

/**
 * Rules of this house that oxlint does not bring (ADR 0198), as a plugin of oxlint (`jsPlugins` in `.oxlintrc.json`).
 * `tests/unit/tools/lint/house-rules.test.ts` runs them over planted violations.
 */
type Rule = Extract<Parameters<RuleTester['run']>[1], { create: unknown }>;
type FunctionNode = Parameters<NonNullable<ReturnType<Rule['create']>['FunctionDeclaration']>>[0];

type Span = Parameters<Parameters<Rule['create']>[0]['sourceCode']['getText']>[0];

const defaultMax = 100;

/**
 * A function's lines without those of the functions inside it, blanks and comments: what a reader must hold in mind at once.
 * A factory may have as many methods as it needs (the limit of a file ends that), each of them has the limit for itself.
 */
const maxOwnLines: Rule = {
  meta: { schema: [{ type: 'object', properties: { max: { type: 'integer' } } }] },
  create(context) {
    const [options] = context.options;
    const max =
      typeof options === 'object' && options !== null && 'max' in options
        ? Number(options['max'])
        : defaultMax;
    /** For each function that is being read: the lines of the functions inside it. */
    const linesInside = [0];
    const enter = () => void linesInside.push(0);
    const leave = (node: Pick<FunctionNode, 'loc' | 'range' | 'start' | 'end'>) => {
      const { start, end } = node.loc;
      const lines = context.sourceCode.lines.slice(start.line - 1, end.line).filter(isCode).length;
      const own = lines - (linesInside.pop() ?? 0);
      // Its first line stays with the function around it: there it is named.
      linesInside.push((linesInside.pop() ?? 0) + lines - 1);
      if (own <= max) return;
      const message = `${own} lines of its own, at most ${max}: give a part a name.`;
      context.report({ node, message });
    };
    return {
      FunctionDeclaration: enter,
      FunctionExpression: enter,
      ArrowFunctionExpression: enter,
      'FunctionDeclaration:exit': leave,
      'FunctionExpression:exit': leave,
      'ArrowFunctionExpression:exit': leave,
    };
  },
};

/** `{ ...{ a, b }, c }` says nothing but where a line shall break, nor does the literal `as const` or with a type. */
const noLiteralSpread: Rule = {
  create: (context) => ({
    SpreadElement(node) {
      let { argument } = node;
      while (
        argument.type === 'ParenthesizedExpression' ||
        argument.type === 'TSAsExpression' ||
        argument.type === 'TSSatisfiesExpression'
      )
        argument = argument.expression;
      if (node.parent.type === 'ObjectExpression' && argument.type === 'ObjectExpression')
        context.report({ node, message: 'Write the fields of this literal without the spread.' });
    },
  }),
};

/**
 * `JSON.parse` and the `json()` of a response give `any`, which fits every type: the value goes through a schema's `parse`, or is
 * `unknown`.
 */
const checkedJson: Rule = {
  create: (context) => {
    const returnsUnknown = (node: { readonly parent: unknown }): boolean => {
      for (let at = node.parent; isNode(at); at = at.parent)
        if (/^(?:Arrow)?Function/.test(at.type))
          return (
            context.sourceCode.getText(at).split(/=>|\{/)[0]?.trimEnd().endsWith(': unknown') ??
            false
          );
      return false;
    };
    const message = 'Give what JSON.parse or json() returns to a schema, or the type unknown.';
    const isJsonParse = (node: Span) => context.sourceCode.getText(node) === 'JSON.parse';
    return {
      MemberExpression(node) {
        const isCalled = node.parent.type === 'CallExpression' && node.parent.callee === node;
        if (!isCalled && isJsonParse(node)) context.report({ node, message });
      },
      CallExpression(node) {
        const { callee } = node;
        const isBody =
          callee.type === 'MemberExpression' &&
          node.arguments.length === 0 &&
          context.sourceCode.getText(callee.property) === 'json';
        if (!isBody && !isJsonParse(callee)) return;
        const before = context.sourceCode.text.slice(0, node.range[0]).trimEnd();
        const isChecked = /\.(?:parse|safeParse)\((?:tidyValues\()?(?:await)?$/.test(before);
        const isUnknown = /: unknown (?:=|=>)(?: await)?$/.test(before);
        if (isChecked || isUnknown || returnsUnknown(node)) return;
        context.report({ node, message });
      },
    };
  },
};

function isNode(
  value: unknown,
): value is { readonly type: string; readonly parent: unknown } & Span {
  return typeof value === 'object' && value !== null && 'type' in value && 'parent' in value;
}

function isCode(line: string): boolean {
  return !/^\s*($|\/\/|\/?\*)/.test(line);
}

// oxlint wants its plugins so.
// oxlint-disable-next-line import/no-default-export
export default {
  meta: { name: 'house' },
  rules: {
    'max-own-lines': maxOwnLines,
    'no-literal-spread': noLiteralSpread,
    'checked-json': checkedJson,
  },
};
