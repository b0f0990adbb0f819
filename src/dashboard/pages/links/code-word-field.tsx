import { Anchor, Button, Group, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { fieldError } from '../../problem.ts'
import { makeCodeWord } from '../../queries/hand.ts'
import { type Post, postsKey } from '../../queries/posts.ts'

type Props = {
  readonly post: Post
  readonly value: string
  readonly change: (codeWord: string) => void
  readonly error: unknown
}

/** The word by which the till knows the post; one that is made up is the post's at once, so that nobody else gets it. */
export function CodeWordField({ post, value, change, error }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const making = useMutation({
    mutationFn: () => makeCodeWord(post.id),
    onSuccess: async ({ codeWord }) => {
      change(codeWord ?? '')
      await queries.invalidateQueries({ queryKey: postsKey(post.shopId) })
    },
    onError: (failure) => notify(problemText(failure, t), t, 'fail'),
  })
  const live = post.links.find(({ archivedAt }) => archivedAt === null)
  return (
    <div>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={t('posts.edit.codeWord')}
          description={t('posts.edit.codeWordHint')}
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          maxLength={30}
          autoComplete="off"
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          error={fieldError(error, 'codeWord')}
        />
        {value === '' && post.codeWord === null && (
          <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
            {t('posts.edit.codeWordMake')}
          </Button>
        )}
      </Group>
      {live && (
        <Anchor
          size="sm"
          mt={6}
          display="inline-block"
          renderRoot={(props) => <Link to="/counter-card" search={{ link: live.id }} {...props} />}
        >
          {t('hand.card.open')}
        </Anchor>
      )}
    </div>
  )
}
