import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import type { ShopSource, Source } from '../../queries/install.ts'
import { useSetSource } from './use-set-source.ts'

type Props = { readonly source: ShopSource; readonly set: Source | undefined }

/** For a shop system that makes the secret up itself: it is pasted here. */
export function PasteSecret({ source, set }: Props) {
  const { t } = useTranslation()
  const [isChanging, setIsChanging] = useState(false)
  if (set && !isChanging) {
    return (
      <Group gap="sm" justify="space-between">
        <LiveSecret set={set} />
        <Button size="xs" variant="default" onClick={() => setIsChanging(true)}>
          {t('install.source.change')}
        </Button>
      </Group>
    )
  }
  return <SecretForm source={source} isChange={set !== undefined} onSaved={() => setIsChanging(false)} />
}

type FormProps = { readonly source: ShopSource; readonly isChange: boolean; readonly onSaved: () => void }

function SecretForm({ source, isChange, onSaved }: FormProps) {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const [keepPrevious, setKeepPrevious] = useState(false)
  const setting = useSetSource()
  const name = t(`install.source.name.${source}`)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setting.mutate({ source, secret: secret.trim(), keepPrevious }, { onSuccess: onSaved })
  }
  const atField = fieldError(setting.error, 'secrets')
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {setting.error && !atField && <ProblemNotice error={setting.error} />}
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t('install.source.secret', { name })}
            required
            withAsterisk={false}
            autoComplete="off"
            spellCheck={false}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            error={atField}
            style={{ flex: '1 1 16rem' }}
          />
          <Button type="submit" size="md" loading={setting.isPending}>
            {t('install.source.save')}
          </Button>
        </Group>
        {isChange && (
          <Checkbox
            label={t('install.source.keep', { name })}
            checked={keepPrevious}
            onChange={(event) => setKeepPrevious(event.currentTarget.checked)}
          />
        )}
      </Stack>
    </form>
  )
}

/** Which secret is live, by its end: it is never shown again. */
export function LiveSecret({ set }: { readonly set: Source }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const [newest] = set.secrets
  if (!newest) return null
  const time = format.time(newest.setAt)
  return (
    <Text size="sm">
      {newest.end === null
        ? t('install.source.liveShort', { time })
        : t('install.source.live', { time, end: newest.end })}{' '}
      {set.secrets.length > 1 && t('install.source.liveTwo')}
    </Text>
  )
}
