/** What runs in a worker thread: looks a task up in the table and runs it. */
import { plainError } from './plain-error.ts';
import { tasks, type TaskName } from './tasks.ts';

/** tinypool calls the default export; it is the only one of the project. */
export default async function work({ name, input }: { name: TaskName; input: never }): Promise<unknown> {
  try {
    return { value: await tasks[name](input) };
  } catch (error) {
    return { error: plainError(error) };
  }
}
