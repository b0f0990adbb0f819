import { Alert, Loader } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { ShopSource } from '../../queries/install.ts'
import type { SourceState } from './source-state.ts'

type Props = { readonly source: ShopSource; readonly state: SourceState }

/** Whether a shop system is heard: turns by itself when something comes. */
export function SourceNotice({ source, state }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  if (state.kind === 'unset') return null
  const time = 'at' in state ? format.time(state.at) : ''
  const { color, icon } = looks[state.kind]
  return (
    <Alert
      role="status"
      data-source={source}
      data-state={state.kind}
      icon={icon}
      title={t(`install.source.${state.kind}.title`, { name: t(`install.source.name.${source}`) })}
      {...(color === undefined ? {} : { color })}
    >
      {state.kind === 'bad'
        ? t(`install.source.bad.${source}`, { time })
        : t(`install.source.${state.kind}.text`, { time })}
    </Alert>
  )
}

const waits = <Loader size={18} color="gray" aria-hidden="true" />
const looks = {
  waiting: { color: 'gray', icon: waits },
  changed: { color: 'gray', icon: waits },
  ok: { color: undefined, icon: <IconCheck size={20} /> },
  bad: { color: 'red', icon: <IconAlertTriangle size={20} /> },
} as const
