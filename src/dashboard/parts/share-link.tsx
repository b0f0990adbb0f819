import { Alert, Anchor, Code, Group, Stack } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './copy-button.tsx'

/** The address of a new link: nobody can be shown it again. */
export function ShareLink({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Alert icon={<IconLink size={20} />} color="yellow">
        {t('views.once')}
      </Alert>
      <Code block className="break" style={{ whiteSpace: 'pre-wrap' }}>
        {url}
      </Code>
      <Group gap="sm">
        <CopyButton text={url} what={t('views.link')} />
        <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
          {t('views.look')}
        </Anchor>
      </Group>
    </Stack>
  )
}
