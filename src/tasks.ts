import { type Task, type TaskRuntime, tasks } from './flow.ts'
import type { Runtime } from './runtime.ts'

/** Runs the tasks of the flow by timers until the function that is returned is called. One that fails is tried again. */
export function startTasks(runtime: TaskRuntime & Pick<Runtime, 'log'>): () => void {
  const timers = new Map<Task, NodeJS.Timeout>()
  let isStopped = false

  const plan = (task: Task, afterMs: number) => {
    if (!isStopped)
      timers.set(
        task,
        setTimeout(() => void attempt(task), afterMs),
      )
  }

  async function attempt(task: Task): Promise<void> {
    try {
      plan(task, (await task.run(runtime)) ? 0 : task.everyMs)
    } catch (error) {
      runtime.log.warn('a task failed and is tried again', { task: task.name, error: String(error) })
      plan(task, Math.max(task.everyMs, retryMs))
    }
  }

  for (const task of tasks) plan(task, task.everyMs)
  return () => {
    isStopped = true
    for (const timer of timers.values()) clearTimeout(timer)
  }
}

const retryMs = 1_000
