/**
 * Where a CI server would find a command in a log: `::` at the start of a line, behind blanks or colours, and `##[`
 * anywhere (actions/runner, ActionCommand.cs; Azure Pipelines and TeamCity put a name before the bracket).
 */
const COMMAND = /^((?:[^\S\n]|\u001b\[[\d;]*m)*)(?=::)|##\w*(?=\[)/gm;

/** Lines that no CI server obeys. Not only on one: a log may be printed again anywhere. */
export function withoutCommands(text: string): string {
  return text.replace(COMMAND, '$&\\');
}
