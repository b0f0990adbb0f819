import { useLocalStorage } from '@mantine/hooks'

/** A text that the browser keeps; `defaultValue` where it keeps none yet. */
export function useKept<Default extends string | undefined>(key: string, defaultValue: Default) {
  return useLocalStorage<string | Default>({
    ...{ key, defaultValue, getInitialValueInEffect: false },
    ...{
      serialize: (value: string | Default) => value ?? '',
      deserialize: (value: string | undefined) => value ?? defaultValue,
    },
  })
}
