import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = { readonly value: string; readonly label: ReactNode; readonly description?: string | undefined }

/** One of several answers, as big as a thumb. */
export function Choice({ value, label, description }: Props) {
  return (
    <Radio
      value={value}
      label={label}
      description={description}
      size="md"
      styles={{
        root: { border: '1px solid var(--line)', borderRadius: 8 },
        body: { alignItems: 'center', minHeight: 48, paddingInline: 12 },
        labelWrapper: { flex: 1 },
        label: { paddingBlock: 10, cursor: 'pointer', overflowWrap: 'anywhere' },
        description: { marginTop: -6, paddingBottom: 8 },
      }}
    />
  )
}
