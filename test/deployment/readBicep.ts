import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** A Bicep value as far as it is written out: what has to be computed stays an expression, as text. */
export type BicepValue =
  | string
  | number
  | boolean
  | null
  | Expression
  | readonly BicepValue[]
  | { readonly [key: string]: BicepValue };

export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type BicepDeclaration = {
  readonly kind: 'parameter' | 'variable' | 'resource' | 'module' | 'output';
  readonly name: string;
  /** `@description` and the like, by name, as written. */
  readonly decorators: readonly string[];
  /** A resource's type and version, a module's path. */
  readonly type?: string;
  /** What a `for` runs over, where the declaration is repeated. */
  readonly over?: string;
  /** A resource's or module's body, a variable's or output's value, a parameter's default. */
  readonly value?: BicepValue;
};

export type BicepFile = {
  /** Line and text of everything that is not Bicep. */
  readonly syntaxErrors: readonly string[];
  readonly declarations: readonly BicepDeclaration[];
  /** Names that are used without being declared; functions are not looked at. */
  readonly unknownNames: readonly string[];
};

const kinds: Readonly<Record<string, BicepDeclaration['kind']>> = {
  parameter_declaration: 'parameter',
  variable_declaration: 'variable',
  resource_declaration: 'resource',
  module_declaration: 'module',
  output_declaration: 'output',
};

let language: Promise<Language> | undefined;

async function bicep(): Promise<Language> {
  await Parser.init();
  // The grammar comes as WebAssembly inside the package: nothing is compiled or downloaded.
  return Language.load(fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
}

/** Parses a Bicep file of the deployment folder: no compiler, so its syntax, its names and what is written out. */
export async function readBicep(path: string): Promise<BicepFile> {
  return parseBicep(await readFile(new URL(`../../deployment/${path}`, import.meta.url), 'utf8'));
}

export async function parseBicep(source: string): Promise<BicepFile> {
  language ??= bicep();
  const grammar = await language;
  const parser = new Parser().setLanguage(grammar);
  const tree = parser.parse(source);
  if (!tree) throw new Error('The Bicep parser gave up');
  const root = tree.rootNode;
  return {
    syntaxErrors: everyNode(root)
      .filter((node) => node.isError || node.isMissing)
      .map(
        (node) =>
          `line ${node.startPosition.row + 1}: ${node.isMissing ? 'missing ' : ''}${node.text || node.type}`,
      ),
    declarations: declarationsOf(root),
    unknownNames: unknownNamesOf(root),
  };
}

function declarationsOf(root: Node): BicepDeclaration[] {
  const declarations: BicepDeclaration[] = [];
  let decorators: string[] = [];
  for (const node of named(root)) {
    if (node.type === 'decorators') decorators = named(node).map((decorator) => decorator.text.slice(1));
    const kind = kinds[node.type];
    if (!kind) continue;
    declarations.push(declarationOf(node, { kind, decorators }));
    decorators = [];
  }
  return declarations;
}

function declarationOf(node: Node, known: Pick<BicepDeclaration, 'kind' | 'decorators'>): BicepDeclaration {
  const [name, ...rest] = named(node);
  const typed = known.kind !== 'variable' ? rest.shift() : undefined;
  const body = rest.at(-1);
  const repeated = body?.type === 'for_statement' ? named(body) : undefined;
  const conditional = body?.type === 'if_statement' ? named(body) : undefined;
  const value = repeated?.at(-1) ?? conditional?.at(-1) ?? body;
  return {
    ...known,
    name: name?.text ?? '',
    ...(typed && { type: typed.type === 'string' ? String(literalOf(typed)) : typed.text }),
    ...(repeated && { over: repeated.at(-2)?.text ?? '' }),
    ...(value && { value: literalOf(value) }),
  };
}

function literalOf(node: Node): BicepValue {
  if (node.type === 'object') {
    const properties = named(node).filter((child) => child.type === 'object_property');
    return Object.fromEntries(
      properties.map((property) => {
        const [key, value] = named(property);
        return [key?.text.replace(/^'|'$/g, '') ?? '', value ? literalOf(value) : null];
      }),
    );
  }
  if (node.type === 'array') return named(node).map(literalOf);
  if (node.type === 'string' && !everyNode(node).some((child) => child.type === 'interpolation')) {
    return node.text.slice(1, -1).replace(/\\(.)/g, '$1');
  }
  if (node.type === 'number') return Number(node.text);
  if (node.type === 'boolean') return node.text === 'true';
  if (node.type === 'null') return null;
  return new Expression(node.text);
}

/** The children that say something; comments do not. */
function named(node: Node): Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}

function everyNode(node: Node): Node[] {
  return [node, ...node.children.flatMap((child) => (child ? everyNode(child) : []))];
}

function unknownNamesOf(root: Node): string[] {
  const nodes = everyNode(root);
  const declared = new Set<string>();
  const used: string[] = [];
  for (const node of nodes) {
    if (node.type !== 'identifier') continue;
    const parent = node.parent;
    const first = parent && named(parent)[0]?.id === node.id;
    const declares =
      parent && (kinds[parent.type] || ['for_statement', 'lambda_expression'].includes(parent.type));
    if (first && declares) declared.add(node.text);
    else if (first && (parent?.type === 'object_property' || parent?.type === 'call_expression')) continue;
    else used.push(node.text);
  }
  return [...new Set(used.filter((name) => !declared.has(name)))];
}
