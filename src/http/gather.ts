import { type FieldError, Problem } from './problem.ts'

/** Makes several checks before something is refused, so that all that is wrong is said at once: in `errors`. */
export function gatherFaults() {
  const errors: FieldError[] = []
  return {
    errors,
    /** What the check finds right; undefined when it refuses fields. @throws what is no fault of fields */
    check<Checked>(make: () => Checked): Checked | undefined {
      try {
        return make()
      } catch (error) {
        if (!(error instanceof Problem) || error.errors.length === 0) throw error
        errors.push(...error.errors)
        return undefined
      }
    },
  }
}
