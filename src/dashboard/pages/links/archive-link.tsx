import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { archiveLink } from '../../queries/links.ts'
import { type Post, postsKey } from '../../queries/posts.ts'

type Props = { readonly link: Post['links'][number]; readonly onClose: () => void }

/** Asks once more, and says what it means: there is no way back. */
export function ArchiveLink({ link, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const archiving = useMutation({
    mutationFn: () => archiveLink(link.id),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: postsKey(link.shopId) })
    },
  })
  const meaning =
    link.fallbackUrl === null ? t('posts.archive.ends') : t('posts.archive.falls', { url: link.fallbackUrl })
  return (
    <Modal opened onClose={onClose} title={t('posts.archive.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Text fw={600} className="break">
          {link.shortUrl}
        </Text>
        <List size="sm" spacing={6}>
          <List.Item className="break">{meaning}</List.Item>
          <List.Item>{t('posts.archive.stays')}</List.Item>
          <List.Item>{t('posts.archive.forGood')}</List.Item>
        </List>
        {archiving.error && <ProblemNotice error={archiving.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('posts.archive.keep')}
          </Button>
          <Button color="red.9" loading={archiving.isPending} onClick={() => archiving.mutate()}>
            {t('posts.archive.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
