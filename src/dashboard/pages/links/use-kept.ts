import { useLocalStorage } from '@mantine/hooks'

/** A text that the browser keeps. */
export function useKept(key: string, defaultValue: string) {
  return useLocalStorage({
    ...{ key, defaultValue, getInitialValueInEffect: false },
    ...{ serialize: (value: string) => value, deserialize: (value: string | undefined) => value ?? defaultValue },
  })
}
